using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>What can be called and is not written in the language: the primitives of the kernel.</summary>
internal interface IPrimitives
{
    /// <summary>Their names.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>
    /// Whether a primitive is given a pointer to what it expects, as the second of its arguments, and keeps no address.
    /// </summary>
    bool WritesExpected(string name);

    /// <summary>Writes the code of a call.</summary>
    /// <param name="body">The code so far.</param>
    /// <param name="call">The call.</param>
    /// <param name="wanted">What its value is for; null when nobody says.</param>
    /// <returns>Its value; null, and nothing written, when there is no primitive of the name.</returns>
    Operand? Write(Body body, Expression.Call call, RaceType? wanted);
}
