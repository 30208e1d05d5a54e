using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// One container. It serves one call at a time: a call that comes while another has the lock waits, and no answer of a
/// memory or an IOMMU is overtaken by the work of somebody else. Only while drivers are told of an unmap is the lock
/// free.
/// </summary>
public sealed class ContainerBehavior : IBehavior<ContainerState>
{
    private readonly ContainerOptions _options;
    private readonly MapSteps _map;
    private readonly UnmapSteps _unmap;
    private readonly FillSteps _fill;
    private readonly DrainSteps _drain;
    private readonly TellSteps _tell;
    private readonly DriverPinSteps _pin;
    private readonly DriverUnpinSteps _unpin;
    private readonly AttachSteps _attach;
    private readonly DetachSteps _detach;
    private readonly LogSteps _log;
    private readonly FileSteps _file;
    private readonly AccessRules _accessRules;
    private readonly AccessSteps _access;

    /// <param name="options">What the container is like.</param>
    public ContainerBehavior(ContainerOptions options)
    {
        options = Type1Rules.Apply(options);
        MappingBook book = new(options.Rules);
        _options = options;
        _accessRules = new(options);
        _fill = new(options);
        _drain = new(options);
        _tell = new(options);
        _log = new(options, book);
        _map = new(options, book, _fill);
        _unmap = new(options, book, _tell, _log, _accessRules);
        _unpin = new(options, book);
        _pin = new(options, book, _unpin);
        _attach = new(options, _fill);
        _detach = new(options, _unpin);
        _file = new(options);
        _access = new(options, book, _accessRules);
    }

    /// <inheritdoc/>
    public ContainerState Create(Journal journal)
    {
        ContainerState state = new(journal, _options);
        GroupBook.Start(state, _options);
        return state;
    }

    /// <inheritdoc/>
    public void Receive(ContainerState state, in Envelope envelope, Outbox outbox)
    {
        if (RequestReader.TryRead(in envelope, out var request)) { RequestBook.Enqueue(state, in request, outbox); }
        else if (envelope.Is<ContainerMessage.SetMappingsMax>(out var most))
        {
            state.MappingsMax.Value = unchecked((int)most.Mappings);
        }
        else if (envelope.Is<ContainerMessage.FindBackend>())
        {
            OtherBackends.Find(state, envelope.From, outbox);
        }
        else if (!TryReply(state, in envelope, outbox)) { throw Ensure.Unheard(in envelope); }

        _access.Wake(state);
        while (state.Hand.Value.Request.Kind == RequestKind.None && state.Waiting.Count > 0)
        {
            request = state.Waiting.Dequeue();
            outbox.Serving = request.Operation;
            if (request.Operation != envelope.Operation) { outbox.Note($"takes {RequestBook.Lock}"); }
            state.Hand.Value = default(Work) with { Request = request };
            Begin(state, outbox);

            // A call that ends at once, as one that gives a vaddr back, is followed by no message that would wake.
            _access.Wake(state);
        }
    }

    private bool TryReply(ContainerState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<GuestMemoryMessage.Pinned>(out var pinned)) { OnPinned(state, in pinned, outbox); }
        else if (envelope.Is<IommuTableMessage.Mapped>(out var mapped))
        {
            AfterFill(state, _fill.OnMapped(state, mapped.Error, outbox), outbox);
        }
        else if (envelope.Is<IommuTableMessage.Unmapped>(out var unmapped)) { OnUnmapped(state, in unmapped, outbox); }
        else if (envelope.Is<GuestMemoryMessage.Recharged>(out var recharged))
        {
            AfterDrain(state, DrainSteps.OnRecharged(state, in recharged), outbox);
        }
        else if (envelope.Is<IommuTableMessage.Attached>(out var attached))
        {
            _attach.OnAttached(state, in attached, outbox);
        }
        else if (envelope.Is<GuestMemoryMessage.Read>(out var read)) { AccessSteps.OnRead(state, in read, outbox); }
        else if (envelope.Is<GuestMemoryMessage.Copied>(out var copied)) { OnCopied(state, in copied, outbox); }
        else if (envelope.Is<GuestMemoryMessage.Moved>(out var moved)) { MapSteps.OnMoved(state, moved.Error, outbox); }
        else if (envelope.Is<Chosen>(out var chosen)) { _pin.OnChosen(state, in chosen, outbox); }
        else { return false; }

        return true;
    }

    private void Begin(ContainerState state, Outbox outbox)
    {
        var kind = state.Hand.Value.Request.Kind;
        var error = state.Kind.Value == ContainerKind.None && NeedsKind(kind)
            ? Errno.EINVAL
            : OtherBackends.RefusalToUsers(state.Kind.Value, kind);
        if (error != Errno.None)
        {
            RequestBook.Finish(state, error, 0, outbox);
            return;
        }

        switch (kind)
        {
            case RequestKind.Map: _map.Begin(state, outbox); break;
            case RequestKind.Unmap: _unmap.Begin(state, outbox); break;
            case RequestKind.Resume: _unmap.Resume(state, outbox); break;
            case RequestKind.Told: _tell.OnTold(state, outbox); break;
            case RequestKind.Pin: _pin.Begin(state, outbox); break;
            case RequestKind.Unpin: _unpin.Begin(state, outbox); break;
            case RequestKind.Access: _access.Begin(state, outbox); break;
            case RequestKind.AccessOn: _access.Resume(state, outbox); break;
            case RequestKind.AttachGroup: _attach.Begin(state, outbox); break;
            case RequestKind.SetKind: _attach.BeginKind(state, outbox); break;
            case RequestKind.DetachGroup: BeginDetach(state, outbox); break;
            case RequestKind.StartLog: _log.Start(state, outbox); break;
            case RequestKind.StopLog: LogSteps.Stop(state, outbox); break;
            case RequestKind.GetLog: _log.Get(state, outbox); break;
            default: BeginOnFile(state, kind, outbox); break;
        }
    }

    private void BeginOnFile(ContainerState state, RequestKind kind, Outbox outbox)
    {
        switch (kind)
        {
            case RequestKind.Also:
                ListBook.Add(state, state.Hand.Value.Request);
                RequestBook.Drop(state);
                break;
            case RequestKind.Open: FileSteps.Open(state, outbox); break;
            case RequestKind.Close: FileSteps.Close(state, outbox); break;
            case RequestKind.HasExtension: _file.HasExtension(state, outbox); break;
            case RequestKind.Describe: _file.Describe(state, outbox); break;
            case RequestKind.BadCall: FileSteps.BadCall(state, outbox); break;
            case RequestKind.OpenDevice: FileSteps.OpenDevice(state, outbox); break;
            case RequestKind.Listen: _file.Listen(state, outbox); break;
            default: _file.Unlisten(state, outbox); break;
        }
    }

    private static bool NeedsKind(RequestKind kind) => kind is RequestKind.Map or RequestKind.Unmap
        or RequestKind.StartLog or RequestKind.StopLog or RequestKind.GetLog or RequestKind.Describe
        or RequestKind.BadCall or RequestKind.Listen;

    private void OnPinned(ContainerState state, in GuestMemoryMessage.Pinned pinned, Outbox outbox)
    {
        if (state.Hand.Value.Stage == WorkStage.PinningForDriver) { _pin.OnPinned(state, in pinned, outbox); }
        else { AfterFill(state, _fill.OnPinned(state, in pinned, outbox), outbox); }
    }

    private void OnUnmapped(ContainerState state, in IommuTableMessage.Unmapped unmapped, Outbox outbox)
    {
        if (state.Hand.Value.Stage == WorkStage.Walking)
        {
            AfterFill(state, FillSteps.OnWalked(state, in unmapped, outbox), outbox);
            return;
        }

        AfterDrain(state, _drain.OnUnmapped(state, in unmapped, outbox), outbox);
    }

    private void AfterDrain(ContainerState state, StepOutcome outcome, Outbox outbox)
    {
        switch (state.Hand.Value.Request.Kind)
        {
            case RequestKind.Map: MapSteps.OnDrain(state, outcome, outbox); break;
            case RequestKind.DetachGroup: _detach.OnDrain(state, outcome, outbox); break;
            case RequestKind.AttachGroup or RequestKind.SetKind: AttachSteps.OnDrain(state, outcome, outbox); break;
            default: _unmap.OnDrain(state, outcome, outbox); break;
        }
    }

    /// <summary>A copy has ended: what waits for that goes on.</summary>
    private void OnCopied(ContainerState state, in GuestMemoryMessage.Copied copied, Outbox outbox)
    {
        _access.OnCopied(state, in copied, outbox);
        var work = state.Hand.Value;
        if (work.Stage != WorkStage.Cancelling) { return; }
        outbox.Serving = work.Request.Operation;
        state.Hand.Value = work with { Stage = WorkStage.None };
        if (work.Request.Kind == RequestKind.DetachGroup) { BeginDetach(state, outbox); }
        else { _unmap.Continue(state, outbox); }
    }

    /// <summary>A group leaves when no copy of its driver is on its way; with the last one no copy at all.</summary>
    private void BeginDetach(ContainerState state, Outbox outbox)
    {
        var driver = _options.Of(state.Hand.Value.Request.Client).Driver;
        var waits = !_accessRules.UnmapsIgnoreLeases
            && AccessBook.CancelOf(state, driver, state.Groups.Count == 1, (_options.Memory, outbox));
        if (!waits) { _detach.Begin(state, outbox); }
        else { state.Hand.Value = state.Hand.Value with { Stage = WorkStage.Cancelling }; }
    }

    private void AfterFill(ContainerState state, StepOutcome outcome, Outbox outbox)
    {
        if (state.Hand.Value.Request.Kind == RequestKind.Map) { MapSteps.OnFill(state, outcome, outbox); }
        else { _attach.OnFill(state, outcome, outbox); }
    }
}
