using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Doors;

/// <summary>
/// Makes a vendor driver pin a list of pages, all of them or none, in the order of the list: vfio_pin_pages takes
/// addresses that need not follow each other.
/// </summary>
/// <param name="Runs">The pages, 512 at most in all.</param>
/// <param name="Rights">What the device will do with them.</param>
/// <param name="Caller">Which process runs the driver. It plays no part.</param>
/// <remarks>Answers: as VendorDriver.Pin. A list without runs is EINVAL.</remarks>
public sealed record PinList(IReadOnlyList<PinRun> Runs, MapModes Rights, ProcessId Caller = default);
