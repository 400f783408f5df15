import { flatRoutes } from "@react-router/fs-routes";

/** The listing of `routes/` is the site map. */
export default flatRoutes({ ignoredRouteFiles: ["**/*.test.ts", "**/*.test.tsx"] });
