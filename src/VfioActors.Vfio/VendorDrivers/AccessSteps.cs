using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>
/// How a driver accesses memory by IOVA: any number of accesses at a time, each answered when it is done.
/// </summary>
internal sealed class AccessSteps(VendorDriverOptions options)
{
    private readonly JobSteps _jobs = new(options);

    private readonly bool _lengthsAreUnsigned =
        options.Kernel.Has(DmaRwDefects.NegativeLengthIsHuge);

    internal void OnAccess(
        VendorDriverState state, in VendorDriverMessage.Access access, (ActorId Client, bool MayAsk) who, Outbox outbox)
    {
        var noLength = access.Length.Value == 0 || (access.Length.Value > long.MaxValue && !_lengthsAreUnsigned);
        if (noLength || access.Modes.HasFlag(AccessModes.NoBuffer)) { Refuse(who.Client, Errno.EINVAL, 0, outbox); }
        else if (!who.MayAsk) { Refuse(who.Client, Errno.EINVAL, options.Kernel.Warns ? 1 : 0, outbox); }
        else if (state.Accesses.IsFull) { Refuse(who.Client, Errno.EAGAIN, 0, outbox); }
        else
        {
            var id = Enter(state, new(who.Client, outbox.Serving, DriverCallKind.Access));
            outbox.Send(state.Container.Value, new ContainerMessage.Access(
                access.Iova, access.Length, access.Caller, access.Modes, access.Value, id));
        }
    }

    /// <summary>Writes an access down under the lowest number that is free.</summary>
    internal static int Enter(VendorDriverState state, DriverCall call)
    {
        var id = 0;
        while (state.Accesses.Contains(id)) { id++; }
        state.Accesses[id] = call;
        return id;
    }

    internal static void OnBytes(VendorDriverState state, in ContainerMessage.Bytes bytes, Outbox outbox)
    {
        var call = state.Accesses[bytes.Id];
        var before = call.Kind == DriverCallKind.Job ? state.Job.Value.Moved : default;
        outbox.Send(call.Client,
            new VendorDriverMessage.Bytes(before.Plus(bytes.At), bytes.Count, bytes.Value));
    }

    internal void OnMoved(VendorDriverState state, in ContainerMessage.Moved moved, Outbox outbox)
    {
        var call = state.Accesses[moved.Id];
        state.Accesses.Remove(moved.Id);
        if (call.Kind == DriverCallKind.Job) { _jobs.OnMoved(state, in moved, outbox); }
        else { outbox.Send(call.Client, new VendorDriverMessage.Moved(moved.Done, moved.Error, 0)); }
    }

    private static void Refuse(ActorId client, Errno error, int warned, Outbox outbox) =>
        outbox.Send(client, new VendorDriverMessage.Moved(default, error, warned));
}
