using System.Collections;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.AuxDomains.Settings;

/// <summary>
/// All devices as one unit knows them: null where a device is on another one. Keeps no list of its own.
/// </summary>
internal sealed class DevicesOfUnit(IReadOnlyList<DeviceOptions> all, Func<int, bool> isHere)
    : IReadOnlyList<DeviceOptions?>
{
    public int Count => all.Count;

    public DeviceOptions? this[int index] => isHere(index) ? all[index] : null;

    public IEnumerator<DeviceOptions?> GetEnumerator() => Enumerable.Range(0, Count).Select(at => this[at])
        .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
