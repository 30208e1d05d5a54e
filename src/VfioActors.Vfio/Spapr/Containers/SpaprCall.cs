using VfioActors.Behaviors;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>A call on a sPAPR container.</summary>
/// <param name="Client">Who made it.</param>
/// <param name="Operation">The operation that it serves.</param>
/// <param name="Kind">What is wanted.</param>
/// <param name="Caller">The calling process.</param>
/// <param name="Iova">An I/O address.</param>
/// <param name="Vaddr">A user address.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modes">What else is said.</param>
/// <param name="Number">A page shift, an extension, a kind of container, the number of a call.</param>
/// <param name="Levels">Levels of a table.</param>
/// <param name="Reserved">Always 0: no gaps.</param>
public readonly record struct SpaprCall(
    ActorId Client, OperationId Operation, SpaprCallKind Kind, ProcessId Caller, Iova Iova, Vaddr Vaddr, ByteCount Size,
    SpaprModes Modes, int Number, int Levels, int Reserved)
{
    /// <summary>Whether a group makes it: then it is answered as any container answers groups.</summary>
    public bool IsOfGroup => Kind is SpaprCallKind.AttachGroup or SpaprCallKind.DetachGroup or SpaprCallKind.SetKind
        or SpaprCallKind.Open or SpaprCallKind.Close or SpaprCallKind.HasExtension or SpaprCallKind.OpenDevice;

    /// <summary>Whether it takes the container's lock.</summary>
    public bool Locks => Kind is SpaprCallKind.Register or SpaprCallKind.Unregister or SpaprCallKind.Enable
        or SpaprCallKind.Disable or SpaprCallKind.CreateWindow or SpaprCallKind.RemoveWindow
        or SpaprCallKind.Release or SpaprCallKind.AttachGroup or SpaprCallKind.DetachGroup or SpaprCallKind.SetKind;

    /// <summary>What a device may do by the entries of a map.</summary>
    public TceRights Rights => (TceRights)((int)Modes & (int)TceRights.ReadWrite);

    /// <summary>The pages of the processor in <see cref="Size"/>.</summary>
    public PageCount Pages => new(Size.Value >> Paging.Shift);
}
