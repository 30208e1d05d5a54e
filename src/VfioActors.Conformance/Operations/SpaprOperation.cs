namespace VfioActors.Conformance.Operations;

/// <summary>A call that containers of the POWER platform know, and others do not.</summary>
/// <param name="Container">The name of the container.</param>
public abstract record SpaprOperation(string Container) : Operation
{
    /// <summary>Registers memory, or ends its registration.</summary>
    /// <param name="Container">The name of the container.</param>
    /// <param name="Ends">Whether it ends.</param>
    /// <param name="Memory">Where it starts for the caller.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Flags">Flags, none of which is known.</param>
    /// <param name="Argsz">Bytes that the caller says its structure has.</param>
    public sealed record Register(
        string Container, bool Ends, UserAddress Memory, ulong Size, uint Flags, uint Argsz)
        : SpaprOperation(Container);

    /// <summary>Makes a window.</summary>
    /// <param name="Container">The name of the container.</param>
    /// <param name="Shift">The binary logarithm of the size of an IOMMU page.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Levels">How many levels its table has.</param>
    /// <param name="Flags">Flags, none of which is known.</param>
    /// <param name="Argsz">Bytes that the caller says its structure has.</param>
    public sealed record CreateWindow(
        string Container, int Shift, ulong Size, int Levels, uint Flags, uint Argsz) : SpaprOperation(Container);

    /// <summary>Removes a window.</summary>
    /// <param name="Container">The name of the container.</param>
    /// <param name="Start">An address in it.</param>
    /// <param name="Flags">Flags, none of which is known.</param>
    /// <param name="Argsz">Bytes that the caller says its structure has.</param>
    public sealed record RemoveWindow(string Container, ulong Start, uint Flags, uint Argsz)
        : SpaprOperation(Container);

    /// <summary>Asks what windows there may be.</summary>
    /// <param name="Container">The name of the container.</param>
    /// <param name="Argsz">Bytes that the caller has room for.</param>
    public sealed record Describe(string Container, uint Argsz) : SpaprOperation(Container);

    /// <summary>Enables or disables a container of the first kind.</summary>
    /// <param name="Container">The name of the container.</param>
    /// <param name="On">Whether it is enabled.</param>
    public sealed record Enable(string Container, bool On) : SpaprOperation(Container);
}
