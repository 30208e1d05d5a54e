using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.NestedDomains;

/// <summary>
/// An address space with two stages: the guest owns stage 1, the user stage 2 under it. The unit that walks it is the
/// one of aux-domains.
/// </summary>
/// <param name="options">What it is like.</param>
public sealed class NestedDomainBehavior(NestedDomainOptions options) : IBehavior<NestedDomainState>
{
    /// <inheritdoc/>
    public NestedDomainState Create(Journal journal)
    {
        NestedDomainState state = new(journal);
        for (var page = 0; page < options.Pages; page++)
        {
            state.Stage2[new((ulong)page << Paging.Shift)] = new(options.FirstPage.Value + page);
        }

        return state;
    }

    /// <inheritdoc/>
    public void Receive(NestedDomainState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<NestedDomainState> Hears => field ??= new MessageTable<NestedDomainState>()
        .On<NestedDomainMessage.Attach>(OnAttach)
        .On<NestedDomainMessage.Detach>(OnDetach)
        .On<NestedDomainMessage.Replace>(OnReplace)
        .On<NestedDomainMessage.Invalidate>(OnInvalidate)
        .On<NestedDomainMessage.SetStage1>(OnSetStage1)
        .On<NestedDomainMessage.SetStage2>(OnSetStage2)
        .On<NestedDomainMessage.Drained>(OnDrained)
        .On<AuxDomainMessage.Walk>(OnWalk)
        .On<IommuUnitMessage.EntrySet>((state, in written, outbox) => OnEntrySet(state, written.Error, outbox))
        .On<IommuUnitMessage.EntryCleared>((state, in cleared, outbox) => OnEntryCleared(state, cleared.Error, outbox))
        .On<IommuUnitMessage.Flushed>((state, outbox) => Finish(state, Errno.None, outbox))
        .On<FaultUserMessage.Done>((state, in done, outbox) => Finish(state, done.Error, outbox));

    private static void OnSetStage1(
        NestedDomainState state, in NestedDomainMessage.SetStage1 set, ActorId guest, Outbox outbox)
    {
        state.Stage1[set.Iova] = set.Target;
        outbox.Send(guest, new GuestMessage.Written(set.Iova));
    }

    private static void OnSetStage2(
        NestedDomainState state, in NestedDomainMessage.SetStage2 set, ActorId client, Outbox outbox)
    {
        state.Stage2[set.Target] = set.Page;
        outbox.Send(client, new FaultUserMessage.Done(0, Errno.None));
    }

    private void OnAttach(
        NestedDomainState state, in NestedDomainMessage.Attach attach, ActorId client, Outbox outbox)
    {
        GroupKey place = new(attach.Device, attach.Pasid, default);
        var hasRoom = state.On.Count + state.Calls.Count < NestedDomainState.PlacesMost;
        var error = state.On.Contains(place) ? Errno.EBUSY : hasRoom ? Errno.None : Errno.ENOMEM;
        if (Refuses(state, error, client, outbox)) { return; }
        state.Calls[outbox.Serving] = new(client, place, default);
        outbox.Send(options.Unit, new IommuUnitMessage.SetEntry(
            place.Device, place.Pasid, options.RootLevel, TranslationStage.Nested));
    }

    private void OnEntrySet(NestedDomainState state, Errno error, Outbox outbox)
    {
        var place = state.Calls[outbox.Serving].Place;
        if (error == Errno.None)
        {
            state.On[place] = 1;
            outbox.Send(options.Reporter, new FaultReporterMessage.Bind(place.Device, place.Pasid));
        }

        Finish(state, error, outbox);
    }

    private void OnDetach(
        NestedDomainState state, in NestedDomainMessage.Detach detach, ActorId client, Outbox outbox) =>
        Leave(state, new(client, new(detach.Device, detach.Pasid, default), default), outbox);

    private void OnReplace(
        NestedDomainState state, in NestedDomainMessage.Replace replace, ActorId client, Outbox outbox) =>
        Leave(state, new(client, new(replace.Device, replace.Pasid, default), replace.Other), outbox);

    /// <summary>
    /// The entry goes first: what faults from now on faults because the domain has left, and is told so.
    /// </summary>
    private void Leave(NestedDomainState state, NestedCall call, Outbox outbox)
    {
        var error = !state.On.Contains(call.Place) ? Errno.ENOENT : state.Calls.IsFull ? Errno.ENOMEM : Errno.None;
        if (Refuses(state, error, call.Client, outbox)) { return; }
        state.On.Remove(call.Place);
        state.Calls[outbox.Serving] = call;
        outbox.Send(options.Unit, new IommuUnitMessage.ClearEntry(
            call.Place.Device, call.Place.Pasid, TranslationStage.Nested));
    }

    private void OnEntryCleared(NestedDomainState state, Errno error, Outbox outbox)
    {
        var place = state.Calls[outbox.Serving].Place;
        if (error != Errno.None) { Finish(state, error, outbox); }
        else { outbox.Send(options.Reporter, new FaultReporterMessage.Drain(place.Device, place.Pasid)); }
    }

    private static void OnDrained(NestedDomainState state, Outbox outbox)
    {
        var call = state.Calls[outbox.Serving];
        if (!call.Other.IsSomebody) { Finish(state, Errno.None, outbox); }
        else { outbox.Send(call.Other, new NestedDomainMessage.Attach(call.Place.Device, call.Place.Pasid)); }
    }

    private void OnInvalidate(
        NestedDomainState state, in NestedDomainMessage.Invalidate invalidate, ActorId client, Outbox outbox)
    {
        var iova = invalidate.Iova;
        var error = !state.Stage1.Contains(iova) ? Errno.ENOENT : state.Calls.IsFull ? Errno.ENOMEM : Errno.None;
        if (Refuses(state, error, client, outbox)) { return; }
        state.Stage1.Remove(iova);
        state.Calls[outbox.Serving] = new(client, default, default);
        outbox.Send(options.Unit, new IommuUnitMessage.Flush(iova));
    }

    private static void OnWalk(NestedDomainState state, in AuxDomainMessage.Walk walk, ActorId unit, Outbox outbox)
    {
        Pfn page = default;
        var isMapped = state.Stage1.TryGet(walk.Iova, out var target) && state.Stage2.TryGet(target, out page);
        outbox.Send(unit, new IommuUnitMessage.Walked(walk.Driver, walk.Device, walk.Pasid,
            isMapped ? Errno.None : Errno.EFAULT, walk.Iova, page));
    }

    private static bool Refuses(NestedDomainState state, Errno error, ActorId client, Outbox outbox)
    {
        if (error == Errno.None && state.Calls.IsFull) { error = Errno.EAGAIN; }
        if (error != Errno.None) { outbox.Send(client, new FaultUserMessage.Done(0, error)); }
        return error != Errno.None;
    }

    private static void Finish(NestedDomainState state, Errno error, Outbox outbox)
    {
        var client = state.Calls[outbox.Serving].Client;
        state.Calls.Remove(outbox.Serving);
        outbox.Send(client, new FaultUserMessage.Done(0, error));
    }
}
