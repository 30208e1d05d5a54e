using VfioActors.Behaviors;

namespace VfioActors.Cli.Tests.Bank;

public sealed class AccountState : State
{
    public AccountState(Journal journal)
        : base(journal) => Balance = Variable<int>();

    public Variable<int> Balance { get; }
}
