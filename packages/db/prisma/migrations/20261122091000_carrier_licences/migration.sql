-- Regulation (EC) 261/2004 covers flights into the Union by the country that has licensed their carrier.
ALTER TABLE "airline" ADD COLUMN "licence_country" CHAR(2);
