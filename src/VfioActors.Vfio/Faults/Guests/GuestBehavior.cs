using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Guests;

/// <summary>
/// A guest with an IOMMU of its own: it takes a page request, maps the page in its own stage 1, and answers. Its pages
/// are where their addresses say.
/// </summary>
/// <param name="options">What it is like.</param>
public sealed class GuestBehavior(GuestOptions options) : IBehavior<GuestState>
{
    /// <inheritdoc/>
    public GuestState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(GuestState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<GuestMessage.Inject>(out var inject)) { OnInject(state, in inject, outbox); }
        else if (envelope.Is<GuestMessage.Handle>(out var handle)) { Map(state, handle.Request, outbox); }
        else if (envelope.Is<GuestMessage.Written>(out var written)) { OnWritten(state, written.Address, outbox); }
        else { throw Ensure.Unheard(in envelope); }
    }

    private void OnInject(GuestState state, in GuestMessage.Inject inject, Outbox outbox)
    {
        GroupKey key = new(inject.Device, inject.Pasid, inject.Group);
        state.Requests[key] = new(inject.Address, inject.Generation, 0);
        if (options.Late) { outbox.After(default, new GuestMessage.Handle(key)); }
        else { Map(state, key, outbox); }
    }

    private void Map(GuestState state, GroupKey key, Outbox outbox)
    {
        if (!state.Requests.TryGet(key, out var request)) { return; }
        var domain = options.DomainOf(key.Pasid);
        if (!domain.IsSomebody)
        {
            Answer(state, key, ResponseCode.Invalid, outbox);
            return;
        }

        outbox.Note($"maps {request.Address} in its stage 1");
        state.Requests[key] = request with { IsMapping = 1 };
        outbox.Send(domain, new NestedDomainMessage.SetStage1(request.Address, new(request.Address.Value)));
    }

    /// <summary>Whoever asked for that page has it now.</summary>
    private void OnWritten(GuestState state, Iova address, Outbox outbox)
    {
        for (var at = state.Requests.Count - 1; at >= 0; at--)
        {
            var request = state.Requests.Values[at];
            var hasIt = request.IsMapping == 1 && request.Address == address;
            if (hasIt) { Answer(state, state.Requests.Keys[at], ResponseCode.Success, outbox); }
        }
    }

    private void Answer(GuestState state, GroupKey key, ResponseCode code, Outbox outbox)
    {
        var request = state.Requests[key];
        state.Requests.Remove(key);
        outbox.Send(options.Vmm, new FaultUserMessage.GuestAnswers(
            key.Device, key.Pasid, key.Group, request.Generation, code));
    }
}
