ALTER TYPE "public"."messenger" ADD VALUE 'max';--> statement-breakpoint
ALTER TYPE "public"."event_name" ADD VALUE 'cta_max_click' BEFORE 'waitlist_withdrawn';--> statement-breakpoint
ALTER TYPE "public"."event_name" ADD VALUE 'max_subscribe_confirmed' BEFORE 'waitlist_withdrawn';--> statement-breakpoint
ALTER TYPE "public"."event_source" ADD VALUE 'max' BEFORE 'admin';--> statement-breakpoint
ALTER TYPE "public"."contact_method" ADD VALUE 'max';--> statement-breakpoint
ALTER TYPE "public"."request_source" ADD VALUE 'max';--> statement-breakpoint
ALTER TYPE "public"."timeline_source" ADD VALUE 'max' BEFORE 'admin';