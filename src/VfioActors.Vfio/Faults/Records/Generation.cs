using System.Globalization;

namespace VfioActors.Vfio.Faults.Records;

/// <summary>Which opening of a device a message speaks of: what comes from an earlier one is refused.</summary>
/// <param name="Value">From 1, one more each time the device is opened; 0 is no opening.</param>
public readonly record struct Generation(int Value)
{
    /// <summary>The one after it.</summary>
    public Generation Next => new(Value + 1);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
