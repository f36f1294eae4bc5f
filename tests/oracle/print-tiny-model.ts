/** Writes the tiny model's file to standard output, for tiny_engine.py. */
import { tinyModel } from '../contract/tiny-model.ts';

process.stdout.write(tinyModel());
