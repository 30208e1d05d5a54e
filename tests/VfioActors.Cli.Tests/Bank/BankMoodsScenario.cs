using VfioActors.Exploration.Protocols;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cli.Tests.Bank;

/// <summary>A user's mistake: an account that does not always answer the same question in the same way.</summary>
public sealed class BankMoodsScenario : ProtocolScenario
{
    public override string Name => "bank-moods";

    public override string Summary => "clients deposit coins in an account with moods";

    public override string Subsystem => "bank";

    protected override void Write(Model model, ScenarioBuilder asked)
    {
        // What no rule may do: it counts beside its state.
        var mood = 0;
        var account = model.Actor("account", new Account(0))
            .Answers((Account now, AccountMessage.Deposit deposit) =>
            {
                var balance = now.Balance + deposit.Amount + mood++;
                return (new Account(balance), new AccountMessage.Reply(balance));
            });
        for (var client = 0; client < 3; client++)
        {
            model.Client($"client{client}", $"DEPOSIT({client})")
                .Asks(account, new AccountMessage.Deposit(client));
        }
    }
}
