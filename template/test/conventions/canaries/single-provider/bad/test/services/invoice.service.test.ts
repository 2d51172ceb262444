import Anthropic from '@anthropic-ai/sdk'; // bad: single-provider
import { Sequelize } from 'sequelize'; // bad: single-provider

export const all = [Anthropic, Sequelize];
