import axios from 'axios'; // bad: http-through-clients
import { create } from 'axios'; // bad: http-through-clients
import got from 'got'; // bad: http-through-clients

export const shop = { get: (url: string) => fetch(url), axios, create, got }; // bad: http-through-clients
