/** What the clients of GOV.UK Notify call where they are given no other address, by their own documentation. */
export const notifyAddress = 'https://api.notifications.service.gov.uk'
