/** The markers in the words of the menu. */
import type { Marker } from '#scoring/steps/markers.ts';

/** In labels: “Wait,” or "no marker". */
export function markerName(marker: Pick<Marker, 'text'>): string {
  return marker.text === '' ? 'no marker' : `“${marker.text}”`;
}
