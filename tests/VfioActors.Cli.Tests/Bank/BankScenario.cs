using VfioActors.Exploration.Protocols;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Cli.Tests.Bank;

/// <summary>Clients that deposit coins in one account, in one step each or, as the bug has it, in two.</summary>
public abstract class BankScenario : ProtocolScenario
{
    protected const string NoLostDeposit = nameof(NoLostDeposit);

    private const int Coin = 5;

    /// <summary>The account, and what all clients together have deposited.</summary>
    protected static (ModelActorOf<Account> Account, Func<IWorldView, int> Sum) Deposits(
        Model model, int clients, int deposits, bool inTwoSteps)
    {
        var account = model.Actor("account", new Account(0))
            .Answers((Account now, AccountMessage.Look _) => (now, new AccountMessage.Reply(now.Balance)))
            .Answers((Account _, AccountMessage.Store store) => Stored(store.Balance))
            .Answers((Account now, AccountMessage.Deposit deposit) => Stored(now.Balance + deposit.Amount));
        var all = Enumerable.Range(0, clients)
            .Select(at => Depositor(model, account, $"client{at}", deposits, inTwoSteps)).ToList();
        return (account, view => all.Sum(client => client.Done(view)) * Coin);
    }

    /// <summary>Claims that no deposit is lost.</summary>
    protected static void ClaimNoLostDeposit(Model model, ModelActorOf<Account> account, Func<IWorldView, int> sum) =>
        model.AtRest(
            NoLostDeposit, "At rest the balance is the sum of all deposits.", view => Lost(account, sum, view));

    /// <summary>What is wrong with the balance; null when nothing is.</summary>
    protected static string? Lost(ModelActorOf<Account> account, Func<IWorldView, int> sum, IWorldView view) =>
        account.In(view).Balance is var balance && balance == sum(view)
            ? null
            : $"the balance is {balance}, and {sum(view)} was deposited";

    private static (Account State, AccountMessage.Reply Reply) Stored(int balance) => (new(balance), new(balance));

    private static ModelClient Depositor(
        Model model, ModelActorOf<Account> account, string name, int deposits, bool inTwoSteps)
    {
        var operation = $"DEPOSIT({Coin})";
        var client = model.Client(name, operation);
        for (var at = 0; at < deposits; at++)
        {
            if (at > 0) { client.Does(operation); }
            if (!inTwoSteps) { client.Asks(account, new AccountMessage.Deposit(Coin)); }
            else
            {
                client.Asks(account, new AccountMessage.Look()).Asks(
                    account, (AccountMessage.Reply seen) => new AccountMessage.Store(seen.Balance + Coin));
            }
        }

        return client;
    }
}
