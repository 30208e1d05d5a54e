namespace VfioActors.Cli.Tests;

/// <summary>A test that writes to a device that is always full, which not every system has.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FullDeviceFactAttribute : FactAttribute
{
    /// <summary>The device: whoever writes to it is told that no space is left.</summary>
    public const string Device = "/dev/full";

    public FullDeviceFactAttribute()
    {
        if (!Path.Exists(Device)) { Skip = $"this system has no {Device}"; }
    }
}
