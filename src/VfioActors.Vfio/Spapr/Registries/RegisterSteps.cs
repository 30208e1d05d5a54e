using System.Numerics;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Locks;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>
/// How a range is registered: checked, charged, pinned, and only then listed. What is refused half-way is undone.
/// </summary>
internal sealed class RegisterSteps(RegionRegistryOptions options, RegionIndex regions)
{
    /// <summary>
    /// How many pages the kernel pins at once: what one array of the allocator's largest order can name.
    /// </summary>
    private static PageCount PagesAtOnce => new(1UL << 21);

    /// <summary>
    /// Where the array of addresses, 8 bytes a page, is larger than the memory of any machine: 2^51 bytes.
    /// </summary>
    private static PageCount PagesOfNoArray => new(1UL << 48);

    private readonly bool _listsFirst = options.Kernel.Has(SpaprDefects.RegionIsListedBeforeItIsPinned);
    private readonly bool _acceptsEmpty = options.Kernel.Has(SpaprDefects.EmptyRegionsAreAccepted);
    private readonly bool _answersEnomem = options.Kernel.Has(SpaprDefects.EveryRefusedChargeIsEnomem);
    private readonly bool _answersPartly = options.Kernel.Has(SpaprDefects.PartialPinIsTheAnswer);
    private readonly bool _releasesAddresses = options.Kernel.Has(SpaprDefects.CleanupReleasesAddresses);
    private readonly bool _locksRegistryFirst = options.Kernel.Has(SpaprDefects.LocksAreTakenInBothOrders);
    private readonly RefundSteps _refund = new(options);

    private bool PinsFirst => options.Kernel.PinsFirst || _releasesAddresses;

    private bool HasLocks => options.Locks.Registry.IsSomebody;

    internal void Begin(
        RegionRegistryState state, in RegionRegistryMessage.Register call, ActorId client, Outbox outbox)
    {
        state.Current.Value = KeptMessage.Of(client, outbox.Serving, in call);
        var list = regions.ListOf(client, call.Owner);
        var isThere = RegionIndex.TryExact(state, list, call.Start, call.Pages, out var region);
        if (isThere && options.Kernel.HasOneKind) { Finish(state, options.Kernel.Overlap, outbox); }
        else if (isThere) { CountUp(state, region, outbox); }
        else if (!PinsFirst && RegionIndex.Overlaps(state, list, call.Start, call.Pages))
        {
            Finish(state, options.Kernel.Overlap, outbox);
        }
        else { Charge(state, in call, outbox); }
    }

    internal void OnCharged(RegionRegistryState state, in GuestMemoryMessage.Recharged charged, Outbox outbox)
    {
        if (charged.Error != Errno.None)
        {
            Finish(state, _answersEnomem ? Errno.ENOMEM : charged.Error, outbox);
            return;
        }

        Make(state, outbox);
        if (_listsFirst) { List(state, RegionMarks.Listed, outbox); }

        if (!HasLocks) { Pin(state, outbox); }
        else { Lock(state, _locksRegistryFirst ? RegionStage.LockingRegistry : RegionStage.LockingMemory, outbox); }
    }

    internal void OnLocked(RegionRegistryState state, Outbox outbox)
    {
        if (state.Progress.Value.Stage == RegionStage.LockingMemory) { Pin(state, outbox); }
        else if (_locksRegistryFirst) { Lock(state, RegionStage.LockingMemory, outbox); }
        else { Complete(state, outbox); }
    }

    internal void OnHeld(RegionRegistryState state, in PageHoldMessage.Held held, Outbox outbox)
    {
        var progress = state.Progress.Value;
        if (held.Error != Errno.None)
        {
            Unlock(options.Locks.Memory, outbox);
            if (_locksRegistryFirst) { Unlock(options.Locks.Registry, outbox); }

            var some = (int)(progress.Pinned.Value % PagesAtOnce.Value);
            Undo(state, held.Error, _answersPartly ? some : 0, outbox);
            return;
        }

        state.Pages.Set(
            progress.Region.Value, PageIndex.Zero.Plus(progress.Pinned), new(held.Pages, held.First.Value));
        var region = state.Regions[progress.Region];
        state.Regions[progress.Region] = region with { Shift = new(Math.Min(region.Shift.Value, held.Shift)) };
        progress = progress with { Pinned = progress.Pinned.Plus(held.Pages) };
        state.Progress.Value = progress;
        if (progress.Pinned < CallOf(state).Pages)
        {
            Pin(state, outbox);
            return;
        }

        Unlock(options.Locks.Memory, outbox);
        if (HasLocks && !_locksRegistryFirst) { Lock(state, RegionStage.LockingRegistry, outbox); }
        else { Complete(state, outbox); }
    }

    /// <summary>What the registration in hand wants.</summary>
    private static RegionRegistryMessage.Register CallOf(RegionRegistryState state) =>
        state.Current.Value.Read<RegionRegistryMessage.Register>();

    private static void CountUp(RegionRegistryState state, RegionId id, Outbox outbox)
    {
        var region = state.Regions[id];
        state.Regions[id] = region with { Used = region.Used + 1 };
        outbox.Note($"{id} used = {region.Used + 1}");
        Answer(state, id, Errno.None, 0, outbox);
    }

    private void Charge(RegionRegistryState state, in RegionRegistryMessage.Register call, Outbox outbox)
    {
        if (call.Pages.Value == 0)
        {
            MakeEmpty(state, outbox);
            return;
        }

        if (call.Pages >= PagesOfNoArray)
        {
            Finish(state, Errno.ENOMEM, outbox);
            return;
        }

        state.Progress.Value = default(RegisterProgress) with { Stage = RegionStage.Charging };
        outbox.Send(options.Memory, new GuestMemoryMessage.Recharge(
            (long)call.Pages.Value, call.Charged, call.Modes.HasFlag(RegionModes.Exempt) ? 1 : 0));
    }

    private void MakeEmpty(RegionRegistryState state, Outbox outbox)
    {
        if (!_acceptsEmpty)
        {
            Finish(state, options.Kernel.Empty, outbox);
            return;
        }

        Make(state, outbox);
        Complete(state, outbox);
    }

    /// <summary>Makes the record of the region, which nobody finds yet.</summary>
    private void Make(RegionRegistryState state, Outbox outbox)
    {
        var call = CallOf(state);
        RegionId id = new(state.NextRegion.Value++);
        var aligned = BitOperations.TrailingZeroCount(call.Start.Value | (call.Pages.Value << Paging.Shift));
        TcePageShift shift = new(Math.Min(aligned, 62));
        state.Regions[id] = new(
            call.Start, call.Pages, 0, call.Owner, regions.ListOf(state.Current.Value.From, call.Owner), 0, shift,
            default, 0);
        state.Progress.Value = state.Progress.Value with { Region = id };
        outbox.Note($"makes {id} of {Counted.Of(call.Pages, "page")} at {call.Start}");
    }

    private void Pin(RegionRegistryState state, Outbox outbox)
    {
        var (call, pinned) = (CallOf(state), state.Progress.Value.Pinned);
        state.Progress.Value = state.Progress.Value with { Stage = RegionStage.Pinning };
        outbox.Send(options.Memory, new PageHoldMessage.Hold(
            call.Start.Plus(pinned.Bytes), call.Pages.Minus(pinned), call.Owner, AreaRights.ReadWrite));
    }

    private void Complete(RegionRegistryState state, Outbox outbox)
    {
        var (call, id) = (CallOf(state), state.Progress.Value.Region);
        var list = state.Regions[id].List;
        var overlaps = PinsFirst && RegionIndex.Overlaps(state, list, call.Start, call.Pages);
        if (overlaps) { Undo(state, options.Kernel.Overlap, 0, outbox); }
        else { List(state, RegionMarks.Listed | RegionMarks.Pinned, outbox); }

        if (HasLocks) { Unlock(options.Locks.Registry, outbox); }

        if (!overlaps) { Answer(state, id, Errno.None, 0, outbox); }
    }

    private static void List(RegionRegistryState state, RegionMarks marks, Outbox outbox)
    {
        var id = state.Progress.Value.Region;
        var region = state.Regions[id];
        outbox.Note($"lists {id}");
        state.Regions[id] = region with { Used = 1, Mapped = Math.Max(1, region.Mapped), Marks = marks };
    }

    private void Undo(RegionRegistryState state, Errno error, int pinned, Outbox outbox)
    {
        var (call, id) = (CallOf(state), state.Progress.Value.Region);
        _refund.GiveBack(state, id, new(_releasesAddresses && error == options.Kernel.Overlap, false), outbox);
        state.Regions.Remove(id);
        _refund.Uncharge(call.Pages, call.Charged, outbox);
        Answer(state, RegionId.None, pinned > 0 ? Errno.None : error, pinned, outbox);
    }

    private void Lock(RegionRegistryState state, RegionStage stage, Outbox outbox)
    {
        state.Progress.Value = state.Progress.Value with { Stage = stage };
        var which = stage == RegionStage.LockingMemory ? options.Locks.Memory : options.Locks.Registry;
        outbox.Send(which, default(LockMessage.Acquire));
    }

    private void Unlock(ActorId which, Outbox outbox)
    {
        if (HasLocks) { outbox.Send(which, default(LockMessage.Release)); }
    }

    private void Finish(RegionRegistryState state, Errno error, Outbox outbox)
    {
        var isEmpty = CallOf(state).Pages.Value == 0;
        var warns = options.Kernel.Warns && isEmpty && state.HasWarned.Value == 0;
        if (warns) { state.HasWarned.Value = 1; }

        outbox.Note($"registers nothing: {error.Returned()}");
        Send(state, new(RegionId.None, error, 0, warns ? 1 : 0), outbox);
    }

    private static void Answer(RegionRegistryState state, RegionId region, Errno error, int pinned, Outbox outbox) =>
        Send(state, new(region, error, pinned, 0), outbox);

    private static void Send(RegionRegistryState state, RegionRegistryMessage.Registered answer, Outbox outbox)
    {
        outbox.Send(state.Current.Value.From, in answer);
        state.Current.Value = default;
        state.Progress.Value = default;
    }
}
