namespace VfioActors.Exploration.Scenarios;

/// <summary>
/// A message with which every run begins and that serves no operation: a minimizer leaves it out where what is left is
/// broken by a race of the same kind.
/// </summary>
/// <param name="Id">Its number, behind those of the operations.</param>
/// <param name="Text">What is told to whom.</param>
public sealed record ToldMessage(int Id, string Text);
