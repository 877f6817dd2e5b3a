/** What people of an agency do, by the agency's key; the first ones are the commonest. */
const ROLES: Record<string, string> = {
  'childrens-social-care':
    'Social worker|Social worker|Senior social worker|Family support worker|Team manager|Personal adviser|Independent reviewing officer',
  'adult-social-care': 'Social worker|Social care assessor|Occupational therapist|Team manager|Safeguarding officer',
  'early-help': 'Family support worker|Family support worker|Early help coordinator|Parenting practitioner|Family hub worker',
  'exploitation-team': 'Exploitation worker|Missing children coordinator|Team manager',
  'council-housing': 'Housing officer|Homelessness prevention officer|Tenancy support officer',
  'public-health': 'Public health officer|Programme manager|Health improvement officer',
  'youth-justice': 'Youth justice worker|Youth justice worker|Restorative justice worker|Practice manager',
  'walsall-healthcare': 'Health visitor|School nurse|Midwife|Staff nurse|Paediatric nurse|Community nurse|Doctor',
  bchft: 'Mental health nurse|Psychologist|CAMHS practitioner|Support worker|Occupational therapist',
  icb: 'Designated nurse|Commissioning manager|Quality lead',
  'gp-practice': 'GP|Practice nurse|Practice manager|Care coordinator',
  ambulance: 'Paramedic|Emergency care assistant|Safeguarding officer',
  police: 'Police constable|Police community support officer|Detective constable|Sergeant|Child protection officer',
  probation: 'Probation officer|Probation services officer|Senior probation officer',
  fire: 'Vulnerable persons officer|Firefighter|Prevention officer',
  'primary-school': 'Teacher|Designated safeguarding lead|Teaching assistant|Headteacher|Learning mentor',
  'secondary-school': 'Teacher|Designated safeguarding lead|Head of year|Pastoral manager|Attendance officer',
  'special-school': 'Teacher|Designated safeguarding lead|Teaching assistant',
  'early-years': 'Early years practitioner|Nursery manager|Room leader|Childminder',
  college: 'Lecturer|Student welfare officer|Designated safeguarding lead',
  whg: 'Housing officer|Community safety officer|Tenancy sustainment officer',
  'green-square-accord': 'Support worker|Care manager|Housing officer',
  'cgl-beacon': 'Recovery coordinator|Young people’s worker|Volunteer coordinator',
  'street-teams': 'Project worker|Exploitation support worker|Volunteer',
  'womens-aid': 'Domestic abuse adviser|Children’s worker|Refuge worker',
  healthwatch: 'Engagement officer|Volunteer|Projects officer',
}

export const jobRolesOf = (agency: string): string[] => ROLES[agency]?.split('|') ?? ['Practitioner']
