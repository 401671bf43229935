//! Row-major matrices and the one matrix product that everything is made of.

/// A row-major matrix of activations.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Mat {
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub cols: usize,
    /// `rows x cols` values, row by row.
    pub data: Vec<f32>,
}

impl Mat {
    /// All zero.
    pub fn zeros(rows: usize, cols: usize) -> Self {
        Self { rows, cols, data: vec![0.0; rows * cols] }
    }

    /// One row.
    pub fn row(&self, row: usize) -> &[f32] {
        &self.data[row * self.cols..][..self.cols]
    }

    /// One row, to write.
    pub fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.data[row * self.cols..][..self.cols]
    }

    /// The matrix as an operand.
    pub fn view(&self) -> View<'_> {
        View::new(&self.data, self.rows, self.cols)
    }

    /// The given rows in the given order.
    #[must_use]
    pub fn gather(&self, rows: &[usize]) -> Self {
        let mut out = Self { rows: rows.len(), cols: self.cols, data: Vec::new() };
        out.data.reserve_exact(rows.len() * self.cols);
        for &row in rows {
            out.data.extend_from_slice(self.row(row));
        }
        out
    }

    /// Adds `other` of the same shape.
    ///
    /// # Panics
    /// When the shapes differ.
    pub fn add(&mut self, other: &Self) {
        assert_eq!((self.rows, self.cols), (other.rows, other.cols), "shapes differ");
        for (a, b) in self.data.iter_mut().zip(&other.data) {
            *a += b;
        }
    }
}

/// A matrix operand: borrowed values with strides, so that a transpose costs nothing.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    data: &'a [f32],
    rows: usize,
    cols: usize,
    row_stride: usize,
    col_stride: usize,
}

impl<'a> View<'a> {
    /// Row-major values.
    pub fn new(data: &'a [f32], rows: usize, cols: usize) -> Self {
        Self { data, rows, cols, row_stride: cols, col_stride: 1 }
    }

    /// Transposed.
    #[must_use]
    pub fn t(self) -> Self {
        Self {
            rows: self.cols,
            cols: self.rows,
            row_stride: self.col_stride,
            col_stride: self.row_stride,
            ..self
        }
    }

    /// Rows `start..start + rows` of row-major values.
    #[must_use]
    pub fn rows(self, start: usize, rows: usize) -> Self {
        Self { data: &self.data[start * self.row_stride..], rows, ..self }
    }

    fn holds_its_last(&self) -> bool {
        self.rows == 0
            || self.cols == 0
            || (self.rows - 1) * self.row_stride + (self.cols - 1) * self.col_stride
                < self.data.len()
    }
}

/// `c = a b + keep c` for a row-major `c` of `a.rows x b.cols`; `keep` is 0 or 1.
///
/// # Panics
/// When the shapes do not fit.
#[expect(clippy::many_single_char_names, reason = "the usual letters of a product")]
pub fn gemm(a: View<'_>, b: View<'_>, c: &mut [f32], keep: f32) {
    let (m, k, n) = (a.rows, a.cols, b.cols);
    assert!(b.rows == k && c.len() >= m * n, "shapes of a product do not fit");
    assert!(a.holds_its_last() && b.holds_its_last(), "operand shorter than its shape");
    let stride = |stride: usize| isize::try_from(stride).unwrap_or(isize::MAX);
    #[expect(unsafe_code, reason = "matrixmultiply takes pointers")]
    // SAFETY: the last element of each operand was just checked to lie inside its slice, and `c` is
    // exclusively borrowed and long enough.
    unsafe {
        matrixmultiply::sgemm(
            m,
            k,
            n,
            1.0,
            a.data.as_ptr(),
            stride(a.row_stride),
            stride(a.col_stride),
            b.data.as_ptr(),
            stride(b.row_stride),
            stride(b.col_stride),
            keep,
            c.as_mut_ptr(),
            stride(n),
            1,
        );
    }
}

/// `a b` as a new matrix.
#[must_use]
pub fn product(a: View<'_>, b: View<'_>) -> Mat {
    let mut out = Mat::zeros(a.rows, b.cols);
    gemm(a, b, &mut out.data, 0.0);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_with_and_without_transpose() {
        let a = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let (a2x3, b3x2) = (View::new(&a, 2, 3), View::new(&a, 3, 2));
        assert_eq!(product(a2x3, b3x2).data, [22.0, 28.0, 49.0, 64.0]);
        assert_eq!(product(a2x3, a2x3.t()).data, [14.0, 32.0, 32.0, 77.0]);
        let mut c = vec![1.0; 4];
        gemm(a2x3, b3x2, &mut c, 1.0);
        assert_eq!(c, [23.0, 29.0, 50.0, 65.0]);
    }
}
