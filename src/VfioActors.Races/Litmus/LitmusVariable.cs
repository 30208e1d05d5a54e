namespace VfioActors.Races.Litmus;

/// <summary>A shared variable of a litmus file.</summary>
/// <param name="Type">The type without its stars, such as <c>int</c> or <c>struct srcu_struct</c>.</param>
/// <param name="Stars">How many stars the variable itself has: 0 for a number, 1 for a pointer to one.</param>
/// <param name="Length">How many elements an array has, in brackets; empty for what is none.</param>
/// <param name="Value">What it starts with, as it was written; empty when nothing is said.</param>
internal sealed record LitmusVariable(string Type, int Stars, string Length = "", string Value = "");
