namespace VfioActors.Races.Programs;

/// <summary>The object of two functions that exclude each other: a word for each.</summary>
internal static class Exclusion
{
    private const char Between = '-';

    /// <summary>What it is called.</summary>
    internal static string NameOf(string one, string other) => $"{one}{Between}{other}";

    /// <summary>The function of a word.</summary>
    internal static string FunctionOf(ObjectPlan plan, int word) => plan.Name.Split(Between)[word];
}
