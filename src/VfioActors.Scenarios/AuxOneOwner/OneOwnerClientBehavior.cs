using VfioActors.Behaviors;
using VfioActors.Exploration.Operations;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>A client that attaches and detaches its device, asking the owner for one turn after the other.</summary>
/// <param name="owner">The owner.</param>
/// <param name="device">Its device.</param>
/// <param name="variant">How much is one turn.</param>
/// <param name="script">What it does: true to attach, false to detach.</param>
public sealed class OneOwnerClientBehavior(
    ActorId owner, DeviceId device, OneOwnerVariant variant, IReadOnlyList<ScriptedOperation<bool>> script)
    : IBehavior<OneOwnerClientState>
{
    /// <summary>
    /// How often a script has attached its device, before the operation at a place, without detaching it.
    /// </summary>
    public static int AttachedBefore(IReadOnlyList<ScriptedOperation<bool>> script, int at)
    {
        var attached = 0;
        for (var before = 0; before < at; before++)
        {
            if (script[before].Operation) { attached++; }
            else if (attached > 0) { attached--; }
        }

        return attached;
    }

    /// <inheritdoc/>
    public OneOwnerClientState Create(Journal journal) => new(journal, owner, script.Count);

    /// <inheritdoc/>
    public void Start(OneOwnerClientState state, Outbox outbox) => Begin(state, outbox);

    /// <inheritdoc/>
    public void Receive(OneOwnerClientState state, in Envelope envelope, Outbox outbox)
    {
        var pasid = envelope.Read<OneOwnerMessage.Reply>().Pasid;
        switch (NextOf(state.Asked.Value, pasid))
        {
            case OneOwnerRequest.Allocate:
                Ask(state, OneOwnerRequest.Allocate, default(OneOwnerMessage.Allocate), outbox);
                break;
            case OneOwnerRequest.Store:
                Ask(state, OneOwnerRequest.Store, new OneOwnerMessage.Store(pasid), outbox);
                break;
            case OneOwnerRequest.Enter:
                Ask(state, OneOwnerRequest.Enter, new OneOwnerMessage.Enter(device), outbox);
                break;
            default:
                state.Next.Value++;
                Begin(state, outbox);
                break;
        }
    }

    private OneOwnerRequest NextOf(OneOwnerRequest asked, int pasid) => asked switch
    {
        OneOwnerRequest.Look when variant == OneOwnerVariant.Fixed => OneOwnerRequest.Nothing,
        OneOwnerRequest.Look when variant == OneOwnerVariant.Locked || pasid > 0 => OneOwnerRequest.Enter,
        OneOwnerRequest.Look => OneOwnerRequest.Allocate,
        OneOwnerRequest.Allocate => OneOwnerRequest.Store,
        OneOwnerRequest.Store => OneOwnerRequest.Enter,
        _ => OneOwnerRequest.Nothing,
    };

    private void Begin(OneOwnerClientState state, Outbox outbox)
    {
        while (state.Next.Value < script.Count && !MakesSense(state.Next.Value)) { state.Next.Value++; }
        if (state.Next.Value == script.Count)
        {
            state.Asked.Value = OneOwnerRequest.Nothing;
            return;
        }

        var operation = script[state.Next.Value];
        outbox.Serving = operation.Id;
        if (operation.Operation) { Ask(state, OneOwnerRequest.Look, new OneOwnerMessage.Look(device), outbox); }
        else { Ask(state, OneOwnerRequest.Leave, new OneOwnerMessage.Leave(device), outbox); }
    }

    /// <summary>A shortened script detaches nothing that it did not attach.</summary>
    private bool MakesSense(int at) => script[at].Operation || AttachedBefore(script, at) > 0;

    private void Ask<T>(OneOwnerClientState state, OneOwnerRequest request, in T message, Outbox outbox)
        where T : unmanaged, IMessage
    {
        state.Asked.Value = request;
        outbox.Send(owner, in message);
    }
}
