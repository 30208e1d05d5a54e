namespace VfioActors.Conformance.Operations;

/// <summary>A call of the driver of an emulated device.</summary>
/// <param name="Device">The name of the device.</param>
public abstract record DriverOperation(string Device) : Operation
{
    /// <summary>Whether the call comes from a thread of the kernel.</summary>
    public bool FromKernelThread { get; init; }

    /// <summary>Pins pages in a row.</summary>
    /// <param name="Iova">The first; a kernel that takes page numbers rounds it down.</param>
    /// <param name="Pages">How many; may be none or negative.</param>
    /// <param name="Protection">1 read, 2 write, and any bit that is unknown.</param>
    public sealed record Pin(string Device, ulong Iova, int Pages, uint Protection) : DriverOperation(Device);

    /// <summary>Unpins pages in a row.</summary>
    /// <param name="Iova">The first.</param>
    /// <param name="Pages">How many; may be none or negative.</param>
    public sealed record Unpin(string Device, ulong Iova, int Pages) : DriverOperation(Device);

    /// <summary>Pins the pages of a list.</summary>
    /// <param name="Iovas">One IOVA a page.</param>
    /// <param name="Protection">1 read, 2 write.</param>
    public sealed record PinList(string Device, IReadOnlyList<ulong> Iovas, uint Protection) : DriverOperation(Device);

    /// <summary>Unpins the pages of a list.</summary>
    /// <param name="Iovas">One IOVA a page.</param>
    public sealed record UnpinList(string Device, IReadOnlyList<ulong> Iovas) : DriverOperation(Device);

    /// <summary>Lets the kernel read or write memory of the guest.</summary>
    /// <param name="Iova">The first byte.</param>
    /// <param name="Length">Bytes.</param>
    /// <param name="Write">Whether it is written.</param>
    /// <param name="Value">The byte that is written.</param>
    public sealed record Access(string Device, ulong Iova, ulong Length, bool Write, byte Value)
        : DriverOperation(Device);

    /// <summary>Decides what the driver does from here on when it is told of an unmap.</summary>
    public sealed record SetPolicy(string Device, DriverPolicy Policy) : DriverOperation(Device);
}
