import type { CourseData } from './course-data.js'

const BOOKING_PAGES = 'https://vrp.example.org/training'

/** Courses of the Violence Reduction Partnership: on our programme, booked on its own pages. */
const elsewhere = (course: Omit<CourseData, 'kind' | 'provider' | 'places' | 'externalUrl'>): CourseData => ({
  ...course,
  kind: 'external',
  provider: 'vrp',
  places: 0,
  externalUrl: `${BOOKING_PAGES}/${course.key}`,
})

export const ELSEWHERE: CourseData[] = [
  elsewhere({
    key: 'aces',
    title: 'An Introduction to Adverse Childhood Experiences',
    topic: 'trauma',
    mode: 'virtual',
    days: 0.5,
    audience: 'Anyone who works with children, young people or adults.',
    summary:
      'What is meant by adverse childhood experiences and how they can shape health and behaviour later on. The session is hopeful: it looks at what protects children and at the difference one steady adult can make.',
  }),
  elsewhere({
    key: 'trauma-healthcare',
    title: 'An Introduction to Trauma Informed working in healthcare settings',
    topic: 'trauma',
    mode: 'virtual',
    days: 0.5,
    audience: 'Clinical and other staff in hospitals, community services and general practice.',
    summary:
      'How past trauma can affect the way people use health services, and how small changes to appointments, rooms and words help them feel safe.',
  }),
  elsewhere({
    key: 'trauma-informed',
    title: 'Trauma Informed Practice',
    topic: 'trauma',
    mode: 'virtual',
    days: 1,
    audience: 'Practitioners and managers in any agency.',
    summary:
      'The principles of trauma informed practice and what they look like in an ordinary working day. You look at your own service through the eyes of someone who has lived through trauma and choose what to change first.',
  }),
  elsewhere({
    key: 'trauma-early-years',
    title: 'Working with Trauma in Early Years',
    topic: 'trauma',
    mode: 'virtual',
    days: 0.5,
    audience: 'Nursery, childminding, health visiting and family hub staff.',
    summary:
      'How very young children show that they have been frightened or hurt, and how daily routines, play and calm adults help them recover.',
  }),
  elsewhere({
    key: 'change-makers',
    title: 'Change Makers Programme',
    topic: 'violence',
    mode: 'face-to-face',
    days: 1,
    audience: 'People who want to lead work against violence in their community or organisation.',
    summary:
      'A programme for those who want to prevent violence where they live and work: understanding it, bringing people together and planning a first project.',
  }),
  elsewhere({
    key: 'emvawg',
    title: 'Ending Male Violence Against Women and Girls',
    topic: 'violence',
    mode: 'virtual',
    days: 0.5,
    audience: 'Anyone whose work touches the safety of women and girls.',
    summary:
      'The forms that male violence against women and girls takes, the attitudes that let it go on, and what professionals and bystanders can do. It includes how to respond well when someone tells you.',
  }),
  elsewhere({
    key: 'mvp',
    title: 'Mentors in Violence Prevention',
    topic: 'violence',
    mode: 'face-to-face',
    days: 1,
    audience: 'School and college staff who will support young mentors.',
    summary:
      'Mentors in Violence Prevention trains older pupils to talk with younger ones about bullying, abuse and violence, and to step in safely as bystanders. This day prepares staff to set it up and support the mentors.',
  }),
  elsewhere({
    key: 'public-health-violence',
    title: 'Public Health Approach to Violence Prevention',
    topic: 'violence',
    mode: 'virtual',
    days: 0.5,
    audience: 'Practitioners, managers and commissioners in any agency.',
    summary:
      'Looking at violence as something that can be prevented: where it happens, what lies behind it and what is known to help. You apply the approach to a local example.',
  }),
  elsewhere({
    key: 'svd-briefing',
    title: 'Serious Violence Duty Briefing',
    topic: 'violence',
    mode: 'webinar',
    days: 0.5,
    audience: 'Managers and practitioners of the authorities that the duty names, and their partners.',
    summary:
      'A short briefing on the Serious Violence Duty, under which public bodies work together to prevent and reduce serious violence: whom it applies to, what it asks and what is happening locally.',
  }),
  elsewhere({
    key: 'sport-svd',
    title: 'Sport and Serious Violence Duty',
    topic: 'violence',
    mode: 'face-to-face',
    days: 0.5,
    audience: 'Coaches, clubs and others who use sport with young people.',
    summary:
      'How sport and physical activity can be part of preventing serious violence, and what clubs and coaches need to know about the duty and about keeping young people safe.',
  }),
  elsewhere({
    key: 'exploitation-webinar',
    title: 'Exploitation Webinar',
    topic: 'exploitation',
    mode: 'webinar',
    days: 0.5,
    audience: 'Anyone who works with children, young people or adults at risk.',
    summary:
      'An hour and a half on how children and adults are drawn into exploitation, including criminal and sexual exploitation, the signs to look for, and how to share what you know.',
  }),
]
