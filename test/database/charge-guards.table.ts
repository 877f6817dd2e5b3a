const charge = (kind: string, pence: number, state = 'proposed') =>
  `INSERT INTO charge (id, booking_id, kind, pence, state, proposed_at) VALUES (gen_random_uuid(), :booking, '${kind}', ${pence}, '${state}', now());`
const list = (number: number) =>
  `INSERT INTO charge_export (id, number, made_at, made_by_id) SELECT gen_random_uuid(), ${number}, now(), :dana;`
const exported = (state: string) =>
  `${list(1)} INSERT INTO charge (id, booking_id, kind, pence, proposed_at, state, export_id)
   SELECT gen_random_uuid(), :booking, 'no-show', 1, now(), '${state}', id FROM charge_export;`
const giveBack = 'UPDATE charge SET credit_export_id = export_id;'

/** What holds of charges: the rule, its sentence, SQL that it allows and SQL that it refuses. */
export const CHARGE_GUARDS: [rule: string, sentence: string, allowed: string, refused: string][] = [
  [
    'uq_charge_booking_kind',
    'a booking is charged once for a reason',
    charge('no-show', 1) + charge('late cancellation', 1),
    charge('no-show', 1) + charge('no-show', 2),
  ],
  ['ck_charge_pence', 'a charge is at least a penny', charge('no-show', 1), charge('no-show', 0)],
  ['ck_charge_kind', 'a charge has one of its two reasons', charge('no-show', 1), charge('late', 1)],
  ['ck_charge_state', 'a charge is in one of its states', charge('no-show', 1), charge('no-show', 1, 'paid')],
  ['ck_charge_exported', 'what finance was told of is not waived', exported('confirmed'), exported('waived')],
  ['ck_charge_credited', 'only what finance was told of is credited', exported('credited'), charge('no-show', 1, 'credited')],
  [
    'ck_charge_credit_export',
    'finance is told of a credit only where there is one',
    exported('credited') + giveBack,
    exported('confirmed') + giveBack,
  ],
  ['uq_charge_export_number', 'no two lists have one number', list(1) + list(2), list(1) + list(1)],
]
