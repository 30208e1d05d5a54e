using VfioActors.Behaviors;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>How a driver accesses memory by IOVA: any number of accesses at a time, each answered when it is done.</summary>
internal sealed class AccessSteps(VendorDriverOptions options)
{
    private readonly bool _lengthsAreUnsigned =
        options.Rules.Have(DmaRwDefects.NegativeLengthIsHuge, options.Defects);

    internal void OnAccess(
        VendorDriverState state, in VendorDriverMessage.Access access, (ActorId Client, bool MayAsk) who, Outbox outbox)
    {
        var noLength = access.Length.Value == 0 || (access.Length.Value > long.MaxValue && !_lengthsAreUnsigned);
        if (noLength || access.Modes.HasFlag(AccessModes.NoBuffer)) { Refuse(who.Client, Errno.EINVAL, 0, outbox); }
        else if (!who.MayAsk) { Refuse(who.Client, Errno.EINVAL, options.Rules.Warns ? 1 : 0, outbox); }
        else if (state.Accesses.IsFull) { Refuse(who.Client, Errno.EAGAIN, 0, outbox); }
        else
        {
            var id = 0;
            while (state.Accesses.Contains(id)) { id++; }
            state.Accesses[id] = new(who.Client, outbox.Serving, DriverCallKind.Access);
            outbox.Send(state.Container.Value, new ContainerMessage.Access(
                access.Iova, access.Length, access.Caller, access.Modes, access.Value, id));
        }
    }

    internal static void OnBytes(VendorDriverState state, in ContainerMessage.Bytes bytes, Outbox outbox) =>
        outbox.Send(state.Accesses[bytes.Id].Client,
            new VendorDriverMessage.Bytes(bytes.At, bytes.Count, bytes.Value));

    internal static void OnMoved(VendorDriverState state, in ContainerMessage.Moved moved, Outbox outbox)
    {
        var call = state.Accesses[moved.Id];
        state.Accesses.Remove(moved.Id);
        outbox.Send(call.Client, new VendorDriverMessage.Moved(moved.Done, moved.Error, 0));
    }

    private static void Refuse(ActorId client, Errno error, int warned, Outbox outbox) =>
        outbox.Send(client, new VendorDriverMessage.Moved(default, error, warned));
}
