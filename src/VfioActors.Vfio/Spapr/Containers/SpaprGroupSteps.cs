using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How groups enter a container and leave it, and how it gets its kind.</summary>
internal sealed class SpaprGroupSteps(SpaprContainerOptions options, ReleaseSteps release, SettleSteps settle)
{
    /// <summary>The number of the question whether there is memory for the record of a group.</summary>
    internal const int RecordQuestion = 1;

    private const int Eeh = 5;
    private readonly bool _staysListed = options.Kernel.Has(SpaprDefects.FreedGroupStaysListed);

    /// <summary>Whether the driver of containers knows an extension.</summary>
    internal static bool Knows(int extension) => extension is (int)SpaprKind.First or (int)SpaprKind.Second or Eeh;

    internal void Attach(SpaprContainerState state, ActorId group, Outbox outbox)
    {
        var isThere = state.Groups.TryGet(group, out var known) && known.IsFreed == 0;
        var error = state.IsOpen.Value == 0 ? Errno.EBADF
            : state.Kind.Value == SpaprKind.None ? (isThere ? Errno.EINVAL : Errno.None)
            : isThere ? Errno.EBUSY
            : Misfit(state, group, outbox);
        if (error != Errno.None)
        {
            SpaprCallQueue.Finish(state, error, outbox);
        }
        else if (state.Kind.Value != SpaprKind.None && options.RecordsMayFail)
        {
            SpaprCallQueue.Await(state, SpaprStage.Recording, outbox);
            state.Choosing.Enqueue(outbox.Serving);
            outbox.Choose(RecordQuestion, 2);
        }
        else { Enter(state, group, outbox); }
    }

    internal void OnChosen(SpaprContainerState state, ActorId group, bool isThere, Outbox outbox)
    {
        if (isThere) { Enter(state, group, outbox); }
        else { SpaprCallQueue.Finish(state, Errno.ENOMEM, outbox); }
    }

    internal void SetKind(SpaprContainerState state, in ContainerMessage.SetKind set, Outbox outbox)
    {
        var kind = (int)set.Kind;
        var error = state.Kind.Value != SpaprKind.None || state.Groups.Count == 0 ? Errno.EINVAL
            : !Knows(kind) ? Errno.ENODEV
            : kind == Eeh ? Errno.EINVAL
            : Errno.None;
        if (error == Errno.None) { error = AttachAll(state, (SpaprKind)kind); }

        SpaprCallQueue.Finish(state, error, outbox);
    }

    /// <summary>A group leaves; with the last one the container ends.</summary>
    internal void Detach(SpaprContainerState state, ActorId group, Outbox outbox)
    {
        var hasKind = state.Kind.Value != SpaprKind.None;
        if (hasKind && state.Groups.Count == 1) { release.Begin(state, default, outbox); }
        else if (hasKind && options.Kernel.LeavingGroupsClearEntries) { ClearFrom(state, 0, outbox); }
        else { Leave(state, group, outbox); }
    }

    /// <summary>The entries of one window are cleared, run by run.</summary>
    internal void OnCleared(SpaprContainerState state, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        var leave = state.Leave.Value;
        settle.Settle(state, leave.Shift, in old, outbox);
        if (old.Shape.Marks.HasFlag(TceMarks.Last)) { ClearFrom(state, leave.Slot + 1, outbox); }
    }

    /// <summary>Clears the window of a place or the next one behind it; behind the last, the group leaves.</summary>
    private void ClearFrom(SpaprContainerState state, int slot, Outbox outbox)
    {
        while (slot < SpaprContainerState.WindowsMax && !state.Windows.Contains(slot)) { slot++; }

        if (slot == SpaprContainerState.WindowsMax)
        {
            Leave(state, SpaprCallQueue.Current(state, outbox).Message.From, outbox);
            return;
        }

        var window = state.Windows[slot];
        state.Leave.Value = new(slot, window.Shift);
        SpaprCallQueue.Await(state, SpaprStage.ClearingForGroup, outbox);
        outbox.Send(options.Unit, new TceUnitMessage.Clear(window.Start, window.Count, window.Window, 0));
    }

    private static void Leave(SpaprContainerState state, ActorId group, Outbox outbox)
    {
        state.Groups.Remove(group);
        SpaprCallQueue.Finish(state, Errno.None, outbox);
    }

    private void Enter(SpaprContainerState state, ActorId group, Outbox outbox)
    {
        var isAttached = state.Kind.Value != SpaprKind.None;
        if (isAttached && state.Groups.Count == 0) { Prepare(state); }

        state.Groups[group] = new(isAttached ? 1 : 0, 0);
        if (state.Regions.Count > 0) { state.Enabled.Value = 1; }

        outbox.Note($"takes in {options.Of(group).Name}");
        SpaprCallQueue.Finish(state, Errno.None, outbox);
    }

    private Errno AttachAll(SpaprContainerState state, SpaprKind kind)
    {
        var takesOne = kind == SpaprKind.First && options.Kernel.FirstKindTakesOneGroup;
        if (takesOne && state.Groups.Count > 1) { return Errno.EBUSY; }

        for (var at = 0; at < state.Groups.Count; at++)
        {
            if (!options.Of(state.Groups.Keys[at]).IsBacked) { return Errno.ENODEV; }

            if (!AreAlike(state.Groups.Keys[0], state.Groups.Keys[at])) { return Errno.EPERM; }
        }

        foreach (var group in state.Groups.Keys.ToArray()) { state.Groups[group] = new(1, 0); }

        state.Kind.Value = kind;
        Prepare(state);
        return Errno.None;
    }

    /// <summary>The first group brings the default window, which is made when it is needed.</summary>
    private static void Prepare(SpaprContainerState state) =>
        state.IsPending.Value = state.Windows.Contains(0) ? 0 : 1;

    /// <summary>Why a group does not go with those that are there.</summary>
    private Errno Misfit(SpaprContainerState state, ActorId group, Outbox outbox)
    {
        if (!options.Of(group).IsBacked) { return Errno.ENODEV; }

        var takesOne = state.Kind.Value == SpaprKind.First && options.Kernel.FirstKindTakesOneGroup;
        if (takesOne && state.Groups.Count > 0) { return Errno.EBUSY; }

        var error = Errno.None;
        for (var at = 0; at < state.Groups.Count; at++)
        {
            var other = state.Groups.Keys[at];
            if (state.Groups.Values[at].IsFreed != 0)
            {
                outbox.Note($"walks over the freed record of {options.Of(other).Name}");
                state.FreedUses.Value++;
            }
            else if (!AreAlike(other, group)) { error = Errno.EPERM; }
        }

        if (error != Errno.None && _staysListed)
        {
            outbox.Note($"frees the record of {options.Of(group).Name}, which is listed");
            state.Groups[group] = new(0, 1);
        }

        return error;
    }

    private bool AreAlike(ActorId one, ActorId other) =>
        options.Of(one).Unit == options.Of(other).Unit && options.Of(one).DomainKind == options.Of(other).DomainKind;
}
