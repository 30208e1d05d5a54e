using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>
/// Writes the code of statements in braces within parentheses, the last of which has the value: an extension of GCC,
/// of which macros of the kernel are made. Nothing leads out of them but their end.
/// </summary>
/// <param name="body">The code so far.</param>
internal sealed class StatementExpressions(Body body)
{
    private static readonly (int Break, int Continue) Nowhere = (-1, -1);

    /// <summary>The value of the last statement, if that is an expression.</summary>
    /// <param name="wanted">What the value is for.</param>
    internal Operand Value(Expression.Statements inner, RaceType? wanted)
    {
        var code = body.Code;
        var result = code.NewRegister();
        Operand value = new(result, new RaceType.Nothing());
        if (!IsRead(inner)) { return value with { Type = RaceType.Wrong }; }
        StatementCompiler statements = new(body);
        body.Open();
        body.Loops.Add(Nowhere);
        var mark = code.Mark();
        foreach (var statement in inner.Block.Statements)
        {
            if (statement is Statement.Do last && ReferenceEquals(statement, inner.Block.Statements[^1]))
            {
                value = new ExpressionCompiler(body).Effect(last.Expression, wanted);
                code.Move(result, value.Register);
            }
            else { statements.Any(statement); }
        }

        code.Free(mark);
        body.Loops.RemoveAt(body.Loops.Count - 1);
        body.Close();
        return value with { Register = result };
    }

    /// <summary>What would lead elsewhere, or would have to be done on the way there, is refused.</summary>
    private bool IsRead(Expression.Statements inner)
    {
        if (body.Thread < 0)
        {
            body.Wrong(inner.At, "a claim has no statements in it");
            return false;
        }

        var leads = SyntaxWalk.Statements(inner.Block).FirstOrDefault(one =>
            one is Statement.Return or Statement.Goto or Statement.Label or Statement.Guard
            || (one is Statement.Declare declared && declared.Variables.Any(variable => variable.Free is not null)));
        if (leads is null) { return true; }
        body.Wrong(leads.At, "a return, a goto, a label or a guard within ({ ... }) is not read",
            "write the statements where the value is used, or a function");
        return false;
    }
}
