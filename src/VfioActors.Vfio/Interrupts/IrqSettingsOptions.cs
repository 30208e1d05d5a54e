namespace VfioActors.Vfio.Interrupts;

/// <summary>What the interrupts of a device are like.</summary>
public sealed record IrqSettingsOptions
{
    /// <summary>How many message vectors it has: at most 32.</summary>
    public int Vectors { get; init; } = 2;

    /// <summary>Whether there is memory for the vectors.</summary>
    public bool HasMemory { get; init; } = true;

    /// <summary>What is on at the start.</summary>
    public IrqKind Begins { get; init; }
}
