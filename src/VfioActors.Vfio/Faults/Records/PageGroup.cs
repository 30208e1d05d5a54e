using System.Globalization;

namespace VfioActors.Vfio.Faults.Records;

/// <summary>The number of a page request group: the device chose it, and the answer repeats it.</summary>
/// <param name="Value">At most 9 bits in hardware; the device may use it again once it is answered.</param>
public readonly record struct PageGroup(int Value)
{
    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
