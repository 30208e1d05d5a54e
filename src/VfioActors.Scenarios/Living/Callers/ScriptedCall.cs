namespace VfioActors.Scenarios.Living.Callers;

/// <summary>A call as a scenario writes it.</summary>
/// <param name="Text">What heads of ladders call it.</param>
/// <param name="Call">The call.</param>
/// <param name="Gates">How many of the next calls are left out when this one is refused.</param>
public sealed record ScriptedCall(string Text, Call Call, int Gates = 0);
