using VfioActors.Behaviors;

namespace VfioActors.Cli.Tests.Bank;

public sealed class AccountBehavior : IBehavior<AccountState>
{
    public AccountState Create(Journal journal) => new(journal);

    public void Receive(AccountState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is(out AccountMessage.Deposit deposit))
        {
            Store(state, state.Balance.Value + deposit.Amount, outbox);
        }
        else if (envelope.Is(out AccountMessage.Store store)) { Store(state, store.Balance, outbox); }
        else { outbox.Note($"reads {state.Balance.Value}"); }
        outbox.Send(envelope.From, new AccountMessage.Reply(state.Balance.Value));
    }

    private static void Store(AccountState state, int balance, Outbox outbox)
    {
        state.Balance.Value = balance;
        outbox.Note($"stores {balance}");
    }
}
