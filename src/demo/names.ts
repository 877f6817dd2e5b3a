import type { Random } from './random.js'

/** First and family names that go together; the first number is how common the community is among the demo's people. */
interface Community {
  share: number
  first: string[]
  family: string[]
}

const community = (share: number, first: string, family: string): Community => ({
  share,
  first: first.split(' '),
  family: family.split(' '),
})

const COMMUNITIES: Community[] = [
  community(
    46,
    'Alice Amelia Andrew Beth Callum Carol Charlotte Chloe Daniel David Dean Donna Emily Emma Gareth Gemma George Grace Hannah Harry Helen Jack James Jane Joanne Joseph Karen Kate Kelly Laura Leanne Lee Lisa Lucy Luke Mark Martin Megan Michael Natalie Nicola Oliver Paul Peter Rachel Rebecca Robert Ruth Ryan Sally Samantha Sarah Simon Sophie Stephen Steven Thomas Tracey Victoria Wendy',
    'Adams Bailey Barker Bennett Brookes Carter Chapman Clarke Cooper Cox Davies Dawson Edwards Ellis Evans Fletcher Foster Gibson Green Griffiths Hall Harper Hughes Jennings Lawson Marsh Mason Mills Morris Newton Owen Palmer Parker Payne Perry Price Reeves Richards Roberts Rowley Saunders Shaw Simmons Skinner Stokes Taylor Tranter Turner Walker Ward Watkins Webb Whitehouse Wilkes Woodhall Yates',
  ),
  community(
    12,
    'Amandeep Amrit Baljit Daljit Gurpreet Harjinder Harpreet Jaspreet Jaswinder Kiran Kulwinder Manjit Navdeep Parminder Rajinder Ranjit Satnam Simran Sukhdev Sukhjit',
    'Atwal Bains Bassi Chahal Cheema Dhaliwal Dhillon Gill Grewal Johal Mann Purewal Sahota Sandhu Sangha Sidhu Sohal Uppal',
  ),
  community(
    12,
    'Aisha Amina Asif Ayesha Bilal Farah Fatima Hamza Haroon Iqra Khadija Mariam Nadia Nasreen Rashid Saima Sana Shabana Tariq Usman Yasmin Zahid Zainab Zara',
    'Ahmed Akhtar Ali Anwar Aslam Bashir Butt Choudhry Farooq Hussain Iqbal Javed Khan Mahmood Malik Mirza Qureshi Rafiq Rehman Saleem Shah Sheikh',
  ),
  community(
    6,
    'Anita Asha Deepa Dipak Hitesh Jayesh Kalpesh Meena Neha Nikhil Pooja Priya Rahul Reena Sandeep Sunita Vijay Vikram',
    'Chauhan Desai Gandhi Joshi Kapoor Lad Mehta Mistry Parmar Patel Rana Sharma Solanki Tailor Verma Vyas',
  ),
  community(
    5,
    'Abdul Farhana Habib Jubaida Kamrul Lutfa Monir Nazma Rafiqul Rahima Rezaul Shaheda Shirin Taslima',
    'Begum Chowdhury Haque Islam Khatun Miah Rahman Sultana Uddin Hoque',
  ),
  community(
    8,
    'Andre Beverley Claudette Damian Denise Errol Jermaine Keisha Leroy Marcia Marlon Natasha Nadine Paulette Shanice Sonia Tanya Tyrone Winston Yvonne',
    'Barrett Blake Brown Campbell Dacosta Francis Gordon Grant Henry Lewis Lindo Morgan Nelson Palmer Reid Samuels Thompson Wallace Williams Wright',
  ),
  community(
    6,
    'Abena Adaeze Akosua Chidi Chipo Emeka Esther Femi Folake Kofi Kwame Ngozi Nyasha Rutendo Tariro Tendai Tunde Yaa Zanele',
    'Adebayo Adeyemi Agyeman Asante Banda Boateng Chikwanha Dube Eze Mensah Moyo Ncube Nwosu Obi Okafor Olawale Owusu Sibanda',
  ),
  community(
    5,
    'Agnieszka Aleksandra Andreea Elena Ewa Ioana Jakub Katarzyna Krzysztof Magdalena Marek Mihai Monika Pawel Piotr Radu Tomasz Zofia',
    'Balan Dumitru Gorski Ionescu Kaminski Kowalczyk Lewandowska Mazur Nowak Popa Popescu Rusu Stan Wojcik Zielinski',
  ),
]

const lots = COMMUNITIES.flatMap(one => Array.from({ length: one.share }, () => one))

/** A made-up name. Two people may share one, as they do in life. */
export function inventName(random: Random): string {
  const { first, family } = random.pick(lots)
  return `${random.pick(first)} ${random.pick(family)}`
}
