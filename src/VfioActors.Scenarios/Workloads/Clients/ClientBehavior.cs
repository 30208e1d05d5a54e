using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Locks;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Clients;

/// <summary>
/// A driver, VFIO or another caller that does a list of operations, one after the other: each begins when the one
/// before is answered. An operation that makes no sense after what came of the earlier ones is skipped.
/// </summary>
public sealed class ClientBehavior : IBehavior<ClientState>
{
    private readonly IReadOnlyList<ClientStep> _script;
    private readonly GroupSteps _groups;
    private readonly LockSteps _locks;

    /// <param name="script">What it does.</param>
    /// <param name="defects">Which defects are on: those of callers.</param>
    public ClientBehavior(IReadOnlyList<ClientStep> script, DefectSet defects)
    {
        _script = script;
        _groups = new(defects);
        _locks = new(defects);
    }

    /// <summary>Its script.</summary>
    public IReadOnlyList<ClientStep> Script => _script;

    /// <inheritdoc/>
    public ClientState Create(Journal journal) => new(journal, _script);

    /// <inheritdoc/>
    public void Start(ClientState state, Outbox outbox) => Advance(state, outbox);

    /// <inheritdoc/>
    public void Receive(ClientState state, in Envelope envelope, Outbox outbox)
    {
        var action = _script[state.Next.Value].Action;
        if (TryOutcome(state, action, in envelope, outbox) is { } outcome) { Finish(state, outcome, outbox); }
    }

    /// <summary>How often a client holds a domain attached to a device, from what came of its operations.</summary>
    public static int Held(IReadOnlyList<ClientStep> script, ClientState state, ActorId domain, DeviceId device)
    {
        var held = 0;
        for (var at = 0; at < script.Count; at++)
        {
            var action = script[at].Action;
            if (action.To != domain || !state.Outcomes.TryGet(script[at].Id, out var outcome)) { continue; }
            if (outcome.Error == Errno.None) { held += Change(action, device); }
        }

        return held;
    }

    private static int Change(ClientAction action, DeviceId device) => action.Kind switch
    {
        ClientActionKind.Attach => action.Device == device ? 1 : 0,
        ClientActionKind.Detach or ClientActionKind.DetachAnyway => action.Device == device ? -1 : 0,
        ClientActionKind.AttachGroup => GroupSteps.Contains(action, device) ? 1 : 0,
        _ => 0,
    };

    /// <summary>Takes a reply. Null while the operation goes on.</summary>
    private Outcome? TryOutcome(ClientState state, ClientAction action, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<AuxDomainMessage.Done>(out var done))
        {
            if (action.Kind == ClientActionKind.AttachGroup) { return _groups.OnDone(state, action, done, outbox); }
            if (action.Kind == ClientActionKind.GetPasid) { state.Pasid.Value = new(done.Value); }
            return new(done.Error, default, done.Value);
        }

        if (envelope.Is<IommuUnitMessage.Answered>(out var answered)) { return new(answered.Error, default, 0); }
        if (envelope.Is<IommuUnitMessage.Read>(out var read)) { return new(read.Error, read.Owner, read.Pfn.Value); }
        if (envelope.Is<LockMessage.Granted>()) { return _locks.OnGranted(state, action, outbox); }
        return BindingSteps.OnReply(state, action, in envelope, outbox);
    }

    private void Finish(ClientState state, Outcome outcome, Outbox outbox)
    {
        outbox.Note($"is answered {outcome.Error.Returned()}");
        state.Outcomes[_script[state.Next.Value].Id] = outcome;
        state.Progress.Value = default;
        state.Next.Value++;
        Advance(state, outbox);
    }

    /// <summary>Begins the next operation that makes sense and is not over at once.</summary>
    private void Advance(ClientState state, Outbox outbox)
    {
        for (; state.Next.Value < _script.Count; state.Next.Value++)
        {
            var step = _script[state.Next.Value];
            if (!MakesSense(state, step.Action)) { continue; }
            outbox.Serving = step.Id;
            if (Begin(state, step.Action, outbox) is not { } outcome) { return; }
            state.Outcomes[step.Id] = outcome;
            state.Progress.Value = default;
        }
    }

    private bool MakesSense(ClientState state, ClientAction action) => action.Kind switch
    {
        ClientActionKind.Detach => Held(_script, state, action.To, action.Device) > 0,
        ClientActionKind.Program => state.Pasid.Value.IsSome,
        ClientActionKind.Unbind => state.Bound.Contains(action.Device),
        _ => true,
    };

    /// <summary>Sends the first request. Not null when the operation is over without any.</summary>
    private Outcome? Begin(ClientState state, ClientAction action, Outbox outbox)
    {
        switch (action.Kind)
        {
            case ClientActionKind.AttachGroup: return _groups.Begin(state, action, outbox);
            case ClientActionKind.FillDirectory or ClientActionKind.WalkPasids: LockSteps.Begin(action, outbox); break;
            case ClientActionKind.Bind or ClientActionKind.BindAt or ClientActionKind.Unbind
                or ClientActionKind.ClearEntry:
                BindingSteps.Begin(state, action, outbox);
                break;
            case <= ClientActionKind.GetPasid or ClientActionKind.AttachPrimary or ClientActionKind.FreeDomain
                or ClientActionKind.Map or ClientActionKind.Unmap:
                AskDomain(action, outbox);
                break;
            default: AskUnit(state, action, outbox); break;
        }

        return null;
    }

    private static void AskDomain(ClientAction action, Outbox outbox)
    {
        switch (action.Kind)
        {
            case ClientActionKind.Attach: outbox.Send(action.To, new AuxDomainMessage.Attach(action.Device)); break;
            case ClientActionKind.GetPasid: outbox.Send(action.To, default(AuxDomainMessage.GetPasid)); break;
            case ClientActionKind.AttachPrimary:
                outbox.Send(action.To, new AuxDomainMessage.AttachPrimary(action.Device));
                break;
            case ClientActionKind.FreeDomain: outbox.Send(action.To, default(AuxDomainMessage.Free)); break;
            case ClientActionKind.Map: outbox.Send(action.To, new AuxDomainMessage.Map(action.Iova, action.Pfn)); break;
            case ClientActionKind.Unmap: outbox.Send(action.To, new AuxDomainMessage.Unmap(action.Iova)); break;
            default: outbox.Send(action.To, new AuxDomainMessage.Detach(action.Device)); break;
        }
    }

    private static void AskUnit(ClientState state, ClientAction action, Outbox outbox)
    {
        switch (action.Kind)
        {
            case ClientActionKind.Enable:
                outbox.Send(action.To, new IommuUnitMessage.Enable(action.Device, action.Feature));
                break;
            case ClientActionKind.Disable: outbox.Send(action.To, new IommuUnitMessage.Disable(action.Device)); break;
            case ClientActionKind.Remove: outbox.Send(action.To, new IommuUnitMessage.Remove(action.Device)); break;
            case ClientActionKind.Dma:
                outbox.Send(action.To, new IommuUnitMessage.Dma(action.Device, action.Pasid, action.Iova));
                break;
            default: outbox.Send(action.To, new IommuUnitMessage.Program(action.Device, state.Pasid.Value)); break;
        }
    }
}
