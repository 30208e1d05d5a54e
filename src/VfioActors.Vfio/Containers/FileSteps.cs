using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// The calls on a container's file that change nothing of what is mapped, and those of drivers that listen.
/// </summary>
internal sealed class FileSteps(ContainerOptions options)
{
    private readonly bool _locksCallbacks = options.Defects.Has(Type1Defects.CallbackHoldsRegistrationLock);
    private const int Coherence = 4;
    private const int UnmapAll = 9;
    private const int UpdateVaddr = 10;

    /// <summary>Whether the driver of containers knows an extension, whatever the container is like.</summary>
    internal static bool Knows(KernelRules rules, int extension) =>
        extension is 1 or 3 or 6 || (extension == UnmapAll && rules.UnmapsAll);

    /// <summary>A container's file is opened.</summary>
    internal static void Open(ContainerState state, Outbox outbox)
    {
        var error = state.IsOpen.Value != 0 ? Errno.EBUSY : Errno.None;
        state.IsOpen.Value = 1;
        RequestBook.Finish(state, error, 0, outbox);
    }

    /// <summary>It is closed; what groups use lives on.</summary>
    internal static void Close(ContainerState state, Outbox outbox)
    {
        var error = state.IsOpen.Value == 0 ? Errno.EBADF : Errno.None;
        state.IsOpen.Value = 0;
        RequestBook.Finish(state, error, 0, outbox);
    }

    internal void HasExtension(ContainerState state, Outbox outbox)
    {
        var extension = state.Hand.Value.Request.Modes;
        var kind = state.Kind.Value;
        var has = extension switch
        {
            _ when OtherBackends.Have(kind) => extension == (int)kind,
            _ when options.IsSpapr => extension == (int)ContainerKind.Spapr,
            Coherence => kind != ContainerKind.None && IsCoherent(state),
            UpdateVaddr => options.Rules.UnmapsAll && kind != ContainerKind.None && !GroupBook.HasEmulated(state),
            _ => Knows(options.Rules, extension),
        };
        RequestBook.Finish(state, Errno.None, has ? 1UL : 0, outbox);
    }

    internal void Describe(ContainerState state, Outbox outbox)
    {
        var client = state.Hand.Value.Request.Client;
        var sizes = ~(Paging.Size - 1);
        for (var at = 0; at < state.Groups.Count; at++)
        {
            if (state.Groups.Values[at].Domain == DomainId.None) { continue; }
            sizes &= options.Of(state.Groups.Keys[at]).PageSizes;
        }

        outbox.Send(client, new ContainerMessage.Description(sizes, new(unchecked((uint)state.Available.Value))));
        foreach (var (first, last) in AddressRanges.All(state, options))
        {
            outbox.Send(client, new ContainerMessage.Range(new(first), new(last)));
        }

        RequestBook.Finish(state, Errno.None, 0, outbox);
    }

    /// <summary>A call with a bad argument: a container of the first version has no log at all.</summary>
    internal static void BadCall(ContainerState state, Outbox outbox)
    {
        var request = state.Hand.Value.Request;
        var noLog = request.Modes == (int)CallKind.Dirty && state.Kind.Value == ContainerKind.Type1;
        RequestBook.Finish(state, noLog ? Errno.EACCES : (Errno)request.Iova, 0, outbox);
    }

    internal static void OpenDevice(ContainerState state, Outbox outbox) =>
        RequestBook.Finish(state, state.Kind.Value == ContainerKind.None ? Errno.EINVAL : Errno.None, 0, outbox);

    internal void Listen(ContainerState state, Outbox outbox)
    {
        // A backend with which nobody can pin has nobody to tell; only older kernels say so.
        var error = options.Rules.PinsNeedOpenDevice
            ? Errno.None
            : OtherBackends.RefusalToDrivers(state.Kind.Value);
        if (error != Errno.None)
        {
            RequestBook.Finish(state, error, 0, outbox);
            return;
        }

        var next = state.Listeners.Count == 0 ? 0 : state.Listeners.Keys[^1] + 1;
        state.Listeners[next] = state.Hand.Value.Request.Client;
        RequestBook.Finish(state, Errno.None, 0, outbox);
    }

    internal void Unlisten(ContainerState state, Outbox outbox)
    {
        if (_locksCallbacks && IsTelling(state))
        {
            ParkSteps.Park(state, default, outbox);
            return;
        }

        for (var at = 0; at < state.Listeners.Count; at++)
        {
            if (state.Listeners.Values[at] != state.Hand.Value.Request.Client) { continue; }
            state.Listeners.Remove(state.Listeners.Keys[at]);
        }

        RequestBook.Finish(state, Errno.None, 0, outbox);
    }

    private static bool IsTelling(ContainerState state)
    {
        foreach (var work in state.Suspended.Values)
        {
            if (work.Stage == WorkStage.Telling) { return true; }
        }

        return false;
    }

    private bool IsCoherent(ContainerState state)
    {
        for (var at = 0; at < state.Groups.Count; at++)
        {
            if (state.Groups.Values[at].Domain == DomainId.None) { continue; }
            if (!options.Of(state.Groups.Keys[at]).Coherent) { return false; }
        }

        return true;
    }
}
