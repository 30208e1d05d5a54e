using VfioActors.Behaviors;

namespace VfioActors.Cli.Tests.Bank;

public sealed class DepositorState : State
{
    public DepositorState(Journal journal)
        : base(journal)
    {
        Done = Variable<int>();
        HasLooked = Variable<int>();
    }

    /// <summary>How many deposits are made.</summary>
    public Variable<int> Done { get; }

    /// <summary>1 between looking and storing.</summary>
    public Variable<int> HasLooked { get; }
}
