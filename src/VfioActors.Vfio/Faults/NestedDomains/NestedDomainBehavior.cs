using VfioActors.Behaviors;
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
    public void Receive(NestedDomainState state, in Envelope envelope, Outbox outbox)
    {
        if (TryCall(state, in envelope, outbox)) { return; }
        if (envelope.Is<AuxDomainMessage.Walk>(out var walk)) { OnWalk(state, walk, envelope.From, outbox); }
        else if (envelope.Is<NestedDomainMessage.SetStage1>(out var set))
        {
            state.Stage1[set.Iova] = set.Target;
            outbox.Send(envelope.From, new GuestMessage.Written(set.Iova));
        }
        else if (envelope.Is<IommuUnitMessage.EntrySet>(out var written)) { OnEntrySet(state, written.Error, outbox); }
        else if (envelope.Is<IommuUnitMessage.EntryCleared>(out var cleared))
        {
            OnEntryCleared(state, cleared.Error, outbox);
        }
        else if (envelope.Is<NestedDomainMessage.Drained>()) { OnDrained(state, outbox); }
        else if (envelope.Is<IommuUnitMessage.Flushed>()) { Finish(state, Errno.None, outbox); }
        else if (envelope.Is<FaultUserMessage.Done>(out var done)) { Finish(state, done.Error, outbox); }
        else { throw Ensure.Unheard(in envelope); }
    }

    private bool TryCall(NestedDomainState state, in Envelope envelope, Outbox outbox)
    {
        var client = envelope.From;
        if (envelope.Is<NestedDomainMessage.Attach>(out var attach))
        {
            OnAttach(state, new(attach.Device, attach.Pasid, default), client, outbox);
        }
        else if (envelope.Is<NestedDomainMessage.Detach>(out var detach))
        {
            OnDetach(state, new(client, new(detach.Device, detach.Pasid, default), default), outbox);
        }
        else if (envelope.Is<NestedDomainMessage.Replace>(out var replace))
        {
            OnDetach(state, new(client, new(replace.Device, replace.Pasid, default), replace.Other), outbox);
        }
        else if (envelope.Is<NestedDomainMessage.Invalidate>(out var invalidate))
        {
            OnInvalidate(state, invalidate.Iova, client, outbox);
        }
        else if (envelope.Is<NestedDomainMessage.SetStage2>(out var set))
        {
            state.Stage2[set.Target] = set.Page;
            outbox.Send(client, new FaultUserMessage.Done(0, Errno.None));
        }
        else { return false; }

        return true;
    }

    private void OnAttach(NestedDomainState state, GroupKey place, ActorId client, Outbox outbox)
    {
        if (Refuses(state, state.On.Contains(place) ? Errno.EBUSY : Errno.None, client, outbox)) { return; }
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

    /// <summary>
    /// The entry goes first: what faults from now on faults because the domain has left, and is told so.
    /// </summary>
    private void OnDetach(NestedDomainState state, NestedCall call, Outbox outbox)
    {
        var error = state.On.Contains(call.Place) ? Errno.None : Errno.ENOENT;
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

    private void OnInvalidate(NestedDomainState state, Iova iova, ActorId client, Outbox outbox)
    {
        if (Refuses(state, state.Stage1.Contains(iova) ? Errno.None : Errno.ENOENT, client, outbox)) { return; }
        state.Stage1.Remove(iova);
        state.Calls[outbox.Serving] = new(client, default, default);
        outbox.Send(options.Unit, new IommuUnitMessage.Flush(iova));
    }

    private static void OnWalk(NestedDomainState state, AuxDomainMessage.Walk walk, ActorId unit, Outbox outbox)
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
