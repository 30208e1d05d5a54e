namespace VfioActors.Conformance.Tests.Reference;

/// <summary>A group with one device.</summary>
public sealed class Group(string name)
{
    public string Name { get; } = name;

    public bool IsEmulated { get; } = name.StartsWith('m');

    /// <summary>The device m2 has no callback for unmaps.</summary>
    public bool HasCallback { get; } = name.StartsWith('m') && name != "m2";

    public bool IsFileOpen { get; set; }

    public int DeviceFiles { get; set; }

    /// <summary>Buffers that show the memory of the device keep its file.</summary>
    public int Shown { get; set; }

    public Container? Container { get; set; }

    public bool IsDeviceOpen => DeviceFiles + Shown > 0;

    /// <summary>A second open is refused while the file, or a device opened through it, is there.</summary>
    public bool IsHeld => IsFileOpen || IsDeviceOpen;

    /// <summary>It may write to memory without the kernel seeing it.</summary>
    public bool IsUnseen => !IsEmulated;
}
