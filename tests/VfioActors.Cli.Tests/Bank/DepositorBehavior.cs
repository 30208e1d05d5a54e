using VfioActors.Behaviors;
using VfioActors.Exploration.Operations;

namespace VfioActors.Cli.Tests.Bank;

/// <summary>Deposits amounts, in one step each or, as the bug has it, in two.</summary>
public sealed class DepositorBehavior(ActorId account, IReadOnlyList<ScriptedOperation<int>> script, bool looksFirst)
    : IBehavior<DepositorState>
{
    public DepositorState Create(Journal journal) => new(journal);

    public void Start(DepositorState state, Outbox outbox) => Begin(state, outbox);

    public void Receive(DepositorState state, in Envelope envelope, Outbox outbox)
    {
        var amount = script[state.Done.Value].Operation;
        if (looksFirst && state.HasLooked.Value == 0)
        {
            state.HasLooked.Value = 1;
            outbox.Send(account, new AccountMessage.Store(envelope.Read<AccountMessage.Reply>().Balance + amount));
            return;
        }

        state.HasLooked.Value = 0;
        state.Done.Value++;
        Begin(state, outbox);
    }

    private void Begin(DepositorState state, Outbox outbox)
    {
        if (state.Done.Value == script.Count) { return; }
        outbox.Serving = script[state.Done.Value].Id;
        if (looksFirst) { outbox.Send(account, default(AccountMessage.Look)); }
        else { outbox.Send(account, new AccountMessage.Deposit(script[state.Done.Value].Operation)); }
    }
}
