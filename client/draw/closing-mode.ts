import { TerraDrawPolygonMode } from 'terra-draw';

type Press = Parameters<TerraDrawPolygonMode['onClick']>[0];

/** The library's polygon mode, asked before every press whether it closes the boundary in a way of its own; the library then does not hear of it. */
export class ClosingMode extends TerraDrawPolygonMode {
  private readonly closes: (press: Press) => boolean;
  constructor(options: ConstructorParameters<typeof TerraDrawPolygonMode>[0], closes: (press: Press) => boolean) {
    super(options);
    this.closes = closes;
  }
  override onClick(press: Press): void {
    if (!this.closes(press)) super.onClick(press);
  }
}
