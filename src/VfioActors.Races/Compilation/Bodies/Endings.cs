using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>Whether the end of a function can be come to without a return, as -Wreturn-type finds it.</summary>
/// <param name="constants">Conditions whose value is known.</param>
internal sealed class Endings(ConstantEvaluator constants)
{
    /// <summary>Whether what follows a statement can be come to when the statement can.</summary>
    internal bool Ends(Statement? statement) => statement switch
    {
        Statement.Return or Statement.Goto or Statement.Break or Statement.Continue => false,
        Statement.Do { Expression: Expression.Call { Function.Value: "BUG" } } => false,
        Statement.Block block => Ends(block.Statements),
        Statement.If condition => constants.Of(condition.Condition) switch
        {
            0 => Ends(condition.Else),
            { } => Ends(condition.Then),
            _ => Ends(condition.Then) || Ends(condition.Else),
        },
        Statement.While loop => Leaves(loop.Condition, loop.Body),
        Statement.For loop => Leaves(loop.Condition, loop.Body),
        Statement.Switch choice => Ends(choice),
        _ => true,
    };

    /// <summary>A label can be come to from anywhere.</summary>
    private bool Ends(IReadOnlyList<Statement> statements)
    {
        var isReached = true;
        foreach (var statement in statements)
        {
            if (SyntaxWalk.Statements(statement).Any(one => one is Statement.Label or Statement.Case))
            {
                isReached = true;
            }

            isReached = isReached && Ends(statement);
        }

        return isReached;
    }

    private bool Ends(Statement.Switch choice) =>
        choice.Body.All(one => one is not Statement.Case { Value: null })
        || choice.Body.Any(Breaks) || Ends(choice.Body);

    private bool Leaves(Expression? condition, Statement inner) =>
        (condition is not null && constants.Of(condition) is null or 0) || Breaks(inner);

    /// <summary>Whether a break in a statement leaves what is around the statement.</summary>
    private static bool Breaks(Statement? statement) => statement switch
    {
        Statement.Break => true,
        Statement.Block block => block.Statements.Any(Breaks),
        Statement.If condition => Breaks(condition.Then) || Breaks(condition.Else),
        _ => false,
    };
}
