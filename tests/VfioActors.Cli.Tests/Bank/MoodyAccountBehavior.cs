using VfioActors.Behaviors;

namespace VfioActors.Cli.Tests.Bank;

/// <summary>What no behaviour may do: it keeps a number of its own, beside its state.</summary>
public sealed class MoodyAccountBehavior : IBehavior<AccountState>
{
    private int _mood;

    public AccountState Create(Journal journal) => new(journal);

    public void Receive(AccountState state, in Envelope envelope, Outbox outbox)
    {
        state.Balance.Value += envelope.Read<AccountMessage.Deposit>().Amount + _mood++;
        outbox.Send(envelope.From, new AccountMessage.Reply(state.Balance.Value));
    }
}
