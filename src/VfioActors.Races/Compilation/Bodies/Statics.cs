using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>
/// Declares what a function keeps from one call to the next: a variable of the file whose name is known there alone.
/// </summary>
/// <param name="body">The code of the thread.</param>
internal sealed class Statics(Body body)
{
    /// <summary>Declares one; the same variable wherever its function is put.</summary>
    internal void Declare(Declarator variable, RaceType type)
    {
        var unit = body.Unit;
        if (!unit.Statics.TryGetValue(variable.At.Start, out var place))
        {
            place = unit.AddObject(
                new(variable.Name, type, ObjectKind.Global, unit.Source.LineOf(variable.At.Start)));
            unit.Statics[variable.At.Start] = place;
            Fill(place, variable);
        }

        body.Declare(variable.Name, new Local(-1, place, type), variable.At);
    }

    private void Fill(int place, Declarator variable)
    {
        var locals = SyntaxWalk.Expressions(variable.Initial).OfType<Expression.Name>()
            .Where(name => body.Find(name.Value) is not null).ToList();
        foreach (var local in locals)
        {
            body.Wrong(
                local.At, $"'{local.Value}' is a variable of the function, and '{variable.Name}' is there before",
                "declare both outside of the function");
        }

        if (locals.Count > 0 || body.Unit.Symbols.Objects.Count <= place) { return; }
        var plan = body.Unit.Symbols.Objects[place];
        InitialWords.EmptyLists(plan, place, plan.Type, 0);
        new InitialWords(body.Unit).Fill(plan, variable);
    }
}
