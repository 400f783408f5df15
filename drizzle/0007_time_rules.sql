-- One psychologist has one time, whatever the service and also when it is blocked.
ALTER TABLE "availability_slots" ADD CONSTRAINT "availability_slots_apart" EXCLUDE USING gist (tstzrange("starts_at", "ends_at") WITH &&);
