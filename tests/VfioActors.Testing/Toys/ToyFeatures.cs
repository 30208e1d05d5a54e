namespace VfioActors.Testing.Toys;

/// <summary>What toy programs may use beside plain messages.</summary>
[Flags]
public enum ToyFeatures
{
    None = 0,
    Glances = 1,
    Timers = 2,
    Choices = 4,
    Observer = 8,
    Inline = 16,
}
