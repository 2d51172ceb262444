export const yup = 'a word that means yes';
