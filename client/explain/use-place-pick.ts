import { useEffect } from 'react';
import { useMapOwner } from '../map/map-context.ts';

/** While active, the next click on the map chooses a place; the map's own clicks wait. */
export function usePlacePick(isActive: boolean, onPick: (at: readonly [lon: number, lat: number]) => void): void {
  const owner = useMapOwner();
  useEffect(() => {
    if (!owner || !isActive) return;
    const canvas = owner.map.getCanvas();
    const pick = ({ lngLat }: { lngLat: { lng: number; lat: number } }) => onPick([lngLat.lng, lngLat.lat]);
    const resumePicking = owner.suspendPicking();
    canvas.style.cursor = 'crosshair';
    owner.map.once('click', pick);
    return () => {
      owner.map.off('click', pick);
      canvas.style.cursor = '';
      // The click that chose the place must not also select what lies there.
      setTimeout(resumePicking);
    };
  }, [owner, isActive, onPick]);
}
