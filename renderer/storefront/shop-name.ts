export const shopName = "Corner Shop";
