import { redirect } from "react-router";
import { addresses } from "#app/addresses.ts";

export const loader = () => redirect(addresses.booking());
