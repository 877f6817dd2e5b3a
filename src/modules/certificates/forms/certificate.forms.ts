import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator'

const CHOOSE = { message: 'Choose what is shown' }

/** Who sees the name of a certificate or a transcript when it is checked. */
export class NameShownForm {
  @IsIn(['name', 'initials'], CHOOSE) @IsString(CHOOSE) shown: 'name' | 'initials'
}

const ENTER = { message: 'Enter the name' }

/** A name: as it is spelt for files, or as it is put right. The rules of names look at it afterwards. */
export class NameForm {
  @IsNotEmpty(ENTER) @IsString(ENTER) name: string
}

const WHY = { message: 'Enter why it is withdrawn' }

export class WithdrawForm {
  @MaxLength(500, { message: 'Say it in 500 characters or fewer' }) @IsNotEmpty(WHY) @IsString(WHY) reason: string
}
